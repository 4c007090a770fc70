internal import ByteIO
internal import XML

/// A sink that passes what it gets on to a reader of XML.
final class XMLFeed: ByteSink {
  private let reader: XMLReader

  init(_ reader: XMLReader) {
    self.reader = reader
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try reader.feed(bytes) }
  func finish() throws {}
}
