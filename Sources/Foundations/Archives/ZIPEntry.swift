/// An entry as the archive's directory tells of it.
public struct ZIPEntry: Sendable, Hashable {
  /// A relative path that stays within the archive's folder; directories end with a slash.
  public let name: String
  public let isDirectory: Bool
  /// Bytes once unpacked.
  public let size: UInt64
  public let compressedSize: UInt64
  public let crc: UInt32
  public let modified: ZIPTime
  /// Unix permissions, where the archive has them.
  public let permissions: UInt16?
  /// How it is packed: 0 stored, 8 deflated; others cannot be read.
  public let method: UInt16

  let rawName: [UInt8]
  let flags: UInt16
  let offset: UInt64
  /// Where the next entry or the directory begins: its data cannot reach further.
  var end: UInt64 = 0
}
