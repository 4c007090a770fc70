internal import ByteIO

/// Passes bytes on and keeps a copy of them, as long as the file is small enough to be read again.
final class KeptSink: ByteSink {
  private let sink: any ByteSink
  private let limit: Int
  private var copy: [UInt8]? = []

  init(_ sink: any ByteSink, limit: Int) {
    self.sink = sink
    self.limit = limit
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let count = copy?.count {
      if count + bytes.count > limit { copy = nil } else { copy?.append(contentsOf: bytes) }
    }
    try sink.write(bytes)
  }

  func finish() throws { try sink.finish() }

  /// All that was written, once; nil where it was too much.
  func takeBytes() -> [UInt8]? {
    defer { copy = nil }
    return copy
  }
}
