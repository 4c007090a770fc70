internal import ByteIO

/// What a writer of a text format writes into: pieces gathered to large ones for the sink, and counted.
final class TextOutput {
  private var buffer = ByteBuffer(reserving: TextOutput.piece + 4_096)
  private let sink: any ByteSink
  private var passed = 0

  private static let piece = 65_536

  init(_ sink: any ByteSink) {
    self.sink = sink
  }

  /// Bytes written so far.
  var bytes: Int { passed + buffer.count }

  func write(_ text: StaticString) { buffer.append(text) }

  @_disfavoredOverload
  func write(_ text: String) { buffer.append(text) }

  func write(_ byte: UInt8) { buffer.append(byte) }

  func write(number: Int) { buffer.append(decimal: number) }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) { buffer.append(bytes) }

  /// Passes on what has gathered when it is much; called between blocks.
  func passOn() throws {
    if buffer.count >= Self.piece { try flush() }
  }

  func flush() throws {
    passed += buffer.count
    try buffer.drain(into: sink)
  }
}
