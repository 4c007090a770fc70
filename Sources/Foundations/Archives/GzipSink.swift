public import ByteIO

/// Compresses what is written to it into one gzip stream; the same content is the same bytes.
///
/// `finish()` ends the stream and does not finish the sink behind it.
public final class GzipSink: ByteSink {
  private let sink: any ByteSink
  private let deflater: Deflater
  private var crc = CRC32()
  private var size: UInt32 = 0
  private var hasHeader = false
  private var isFinished = false

  /// `compression` is `.fast` or `.small`; the format has no stored form, so `.stored` means `.fast`.
  public init(to sink: any ByteSink, compression: Compression = .fast) throws {
    self.sink = sink
    deflater = try Deflater(compression == .stored ? .fast : compression)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !isFinished else { throw ArchiveError(.misplaced, "The gzip stream is finished.") }
    try writeHeader()
    crc.update(bytes)
    size &+= UInt32(truncatingIfNeeded: bytes.count)
    _ = try deflater.write(bytes, last: false, to: sink)
  }

  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    try writeHeader()
    _ = try deflater.write(UnsafeRawBufferPointer(start: nil, count: 0), last: true, to: sink)
    var trailer = ZIPRecord(crc.value)
    trailer.add(size)
    try sink.write(trailer.bytes)
  }

  private func writeHeader() throws {
    guard !hasHeader else { return }
    hasHeader = true
    // Deflate, no flags, no time, no hint, unknown system.
    try sink.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
  }
}
