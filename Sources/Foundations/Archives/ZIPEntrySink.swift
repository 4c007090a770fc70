public import ByteIO

/// The content of one entry while it is written. Finish it before the archive's next entry.
public final class ZIPEntrySink: ByteSink {
  private static let gathered = 32_768

  private let archive: ZIPWriter
  private var header: ZIPEntryHeader
  private let deflater: Deflater?
  private let isLarge: Bool
  /// Small pieces wait here, so that checksum and compressor are called for large ones only.
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ZIPEntrySink.gathered, alignment: 16)
  private var count = 0
  private var crc = CRC32()
  private var isFinished = false
  let name: String

  init(archive: ZIPWriter, header: ZIPEntryHeader, deflater: Deflater?, isLarge: Bool) {
    self.archive = archive
    self.header = header
    self.deflater = deflater
    self.isLarge = isLarge
    name = String(decoding: header.name, as: UTF8.self)
  }

  deinit {
    buffer.deallocate()
  }

  /// How many bytes the entry has so far.
  public var bytesWritten: Int { Int(clamping: header.size) + count }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !isFinished else { throw ArchiveError(.misplaced, "The entry is finished.", entry: name) }
    guard !bytes.isEmpty else { return }
    if bytes.count <= Self.gathered - count {
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: bytes)
      count += bytes.count
      return
    }
    try pass(last: false)
    if bytes.count < Self.gathered {
      buffer.copyMemory(from: bytes)
      count = bytes.count
    } else {
      try pack(bytes, last: false)
    }
  }

  public func finish() throws {
    guard !isFinished else { return }
    try pass(last: true)
    isFinished = true
    header.crc = crc.value
    try archive.close(streamed: header, isLarge: isLarge)
  }

  private func pass(last: Bool) throws {
    let waiting = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    count = 0
    if last || !waiting.isEmpty { try pack(waiting, last: last) }
  }

  private func pack(_ bytes: UnsafeRawBufferPointer, last: Bool) throws {
    crc.update(bytes)
    header.size += UInt64(bytes.count)
    if let deflater {
      header.compressedSize += UInt64(try deflater.write(bytes, last: last, to: ArchiveEnd(archive)))
    } else {
      try archive.write(bytes)
      header.compressedSize += UInt64(bytes.count)
    }
  }
}

/// Where the archive stands, as a sink for the compressor.
private final class ArchiveEnd: ByteSink {
  private let archive: ZIPWriter

  init(_ archive: ZIPWriter) {
    self.archive = archive
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try archive.write(bytes)
  }

  func finish() throws {}
}
