/// Bytes on their way to being compressed.
///
/// Safe to share: `state`, `input` and `output` are only touched under the queue's lock, but for `input`, which belongs to
/// whoever moved the state to `running`.
final class DeflateJob: @unchecked Sendable {
  enum State {
    case waiting, running, done
  }

  var state = State.waiting
  var input: [UInt8]
  var output: [UInt8] = []
  /// What was compressed, where somebody remembers it; the writer's thread alone touches it.
  var original: [UInt8]?

  init(_ input: [UInt8]) {
    self.input = input
  }

  /// What needs no work.
  init(done output: [UInt8]) {
    input = []
    self.output = output
    state = .done
  }
}
