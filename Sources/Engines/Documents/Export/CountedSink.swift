package import ByteIO

/// Passes bytes on and counts them; it leaves the sink behind it unfinished.
package final class CountedSink: ByteSink {
  private let sink: any ByteSink
  package private(set) var count = 0

  package init(_ sink: any ByteSink) {
    self.sink = sink
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try sink.write(bytes)
    count += bytes.count
  }

  package func finish() throws {}
}
