internal import Synchronization

/// Makes identifiers that do not repeat: a counter, mixed so that all bits look random, from a random start. Takes no
/// lock and no system call.
final class IdentifierSource: Sendable {
  private let counter: Atomic<UInt64>
  private let key: UInt64

  init() {
    var random = SystemRandomNumberGenerator()
    counter = Atomic(random.next())
    key = random.next()
  }

  func traceID() -> TraceID {
    while true {
      if let id = TraceID(high: next(), low: next()) { return id }
    }
  }

  func spanID() -> SpanID {
    while true {
      if let id = SpanID(next()) { return id }
    }
  }

  /// SplitMix64: a bijection of the counter, so that 2^64 numbers pass before one comes again.
  private func next() -> UInt64 {
    var value = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue ^ key
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
