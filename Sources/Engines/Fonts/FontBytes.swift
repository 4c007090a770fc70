/// Big-endian fields of a font file; reading outside answers zero, so that damaged offsets end in a check, not a trap.
public struct FontBytes: Sendable {
  // Safe: the memory belongs to a FontFile, never changes, and every face that hands it out keeps the file alive.
  nonisolated(unsafe) public let bytes: UnsafeRawBufferPointer

  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  @inlinable public var count: Int { bytes.count }
  @inlinable public var isEmpty: Bool { bytes.isEmpty }

  @inlinable
  public func u8(_ offset: Int) -> Int {
    offset >= 0 && offset < bytes.count ? Int(bytes[offset]) : 0
  }

  @inlinable
  public func u16(_ offset: Int) -> Int {
    guard offset >= 0, offset <= bytes.count - 2 else { return 0 }
    return Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }

  @inlinable
  public func i16(_ offset: Int) -> Int {
    Int(Int16(truncatingIfNeeded: u16(offset)))
  }

  @inlinable
  public func u32(_ offset: Int) -> Int {
    guard offset >= 0, offset <= bytes.count - 4 else { return 0 }
    return Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  /// The part from `offset` on; what lies outside is cut off.
  @inlinable
  public func part(_ offset: Int, _ count: Int = .max) -> FontBytes {
    guard offset >= 0, offset < bytes.count, count > 0 else {
      return FontBytes(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let end = offset + min(count, bytes.count - offset)
    return FontBytes(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
  }
}
