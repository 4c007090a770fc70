internal import ByteIO

/// Counts what passes through.
final class CountingSink: ByteSink {
  private let sink: any ByteSink
  private(set) var count = 0

  init(_ sink: any ByteSink) { self.sink = sink }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    count += bytes.count
    try sink.write(bytes)
  }

  func finish() throws { try sink.finish() }
}
