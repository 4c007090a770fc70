internal import ByteIO

/// Passes bytes on and counts them; it leaves the sink behind it unfinished.
final class CountedSink: ByteSink {
  private let sink: any ByteSink
  private(set) var count = 0

  init(_ sink: any ByteSink) {
    self.sink = sink
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try sink.write(bytes)
    count += bytes.count
  }

  func finish() throws {}
}
