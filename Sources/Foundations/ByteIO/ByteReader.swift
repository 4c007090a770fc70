/// Reads binary fields from memory that outlives it, and never beyond its end.
public struct ByteReader {
  /// The bytes end before the field does.
  public struct EndsEarly: Error, Hashable, CustomStringConvertible {
    public let offset: Int
    public let wanted: Int

    @inlinable
    init(offset: Int, wanted: Int) {
      self.offset = offset
      self.wanted = wanted
    }

    public var description: String { "\(wanted) bytes are missing at byte \(offset)" }
  }

  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline var position = 0

  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Bytes read so far.
  @inlinable public var offset: Int { position }
  @inlinable public var remaining: Int { bytes.count &- position }
  @inlinable public var isAtEnd: Bool { position == bytes.count }

  /// Goes to a place counted from the start.
  @inlinable
  public mutating func seek(to offset: Int) throws(EndsEarly) {
    guard offset >= 0, offset <= bytes.count else { throw EndsEarly(offset: position, wanted: offset) }
    position = offset
  }

  /// The next bytes, in place.
  @inlinable
  public mutating func read(_ count: Int) throws(EndsEarly) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= remaining else { throw EndsEarly(offset: position, wanted: count) }
    defer { position &+= count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position &+ count)])
  }

  @inlinable
  public mutating func skip(_ count: Int) throws(EndsEarly) {
    _ = try read(count)
  }

  @inlinable
  public mutating func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type) throws(EndsEarly) -> Number {
    Number(littleEndian: try load(type))
  }

  @inlinable
  public mutating func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type) throws(EndsEarly) -> Number {
    Number(bigEndian: try load(type))
  }

  @inlinable @inline(__always)
  mutating func load<Number: FixedWidthInteger>(_ type: Number.Type) throws(EndsEarly) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= remaining else { throw EndsEarly(offset: position, wanted: size) }
    var number: Number = 0
    withUnsafeMutableBytes(of: &number) { target in
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<(position &+ size)]))
    }
    position &+= size
    return number
  }
}
