internal import ByteIO

/// The content of an entry that was compressed once, for all archives that it will stand in.
public struct PackedContent: Sendable, Hashable {
  let bytes: [UInt8]
  let isDeflated: Bool
  let size: Int
  let crc: UInt32

  /// Content that compression would not make smaller stays as it is.
  public init(_ content: [UInt8], compression: Compression = .small) throws {
    let packed =
      try compression == .stored ? nil : content.withUnsafeBytes { try WholeDeflate(compression).compress($0) }
    bytes = packed ?? content
    isDeflated = packed != nil
    size = content.count
    var crc = CRC32()
    content.withUnsafeBytes { crc.update($0) }
    self.crc = crc.value
  }
}
