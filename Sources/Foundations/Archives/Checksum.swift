internal import CDeflate

/// The CRC-32 that ZIP and gzip use.
enum Checksum {
  static func update(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    libdeflate_crc32(crc, bytes.baseAddress, bytes.count)
  }
}
