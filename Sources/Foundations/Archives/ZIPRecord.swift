/// A record of a ZIP file while it is put together, little-endian.
struct ZIPRecord {
  private(set) var bytes: [UInt8] = []

  init(_ signature: UInt32) {
    bytes.reserveCapacity(128)
    add(signature)
  }

  mutating func add<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
  }

  /// The parts of a name that lead a record.
  enum Signature {
    static let local: UInt32 = 0x0403_4B50
    static let descriptor: UInt32 = 0x0807_4B50
    static let central: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50
    static let end64: UInt32 = 0x0606_4B50
    static let locator64: UInt32 = 0x0706_4B50
  }
}

/// A record of a ZIP file while it is taken apart. Reading past its end gives nil.
struct ZIPFields {
  private let bytes: ArraySlice<UInt8>
  private(set) var offset: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    offset = bytes.startIndex
  }

  var remaining: Int { bytes.endIndex - offset }

  mutating func take<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value? {
    let size = MemoryLayout<Value>.size
    guard remaining >= size else { return nil }
    var value: Value = 0
    for index in (0..<size).reversed() { value = value << 8 | Value(bytes[offset + index]) }
    offset += size
    return value
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { offset += count }
    return bytes[offset..<(offset + count)]
  }
}
