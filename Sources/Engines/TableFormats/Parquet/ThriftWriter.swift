internal import ByteIO

/// Writes Thrift's compact protocol, which Parquet's headers are in.
struct ThriftWriter: ~Copyable {
  enum Kind: UInt8 {
    case yes = 1, no = 2, byte = 3, i16 = 4, i32 = 5, i64 = 6, double = 7, binary = 8, list = 9, structure = 12
  }

  var buffer = ByteBuffer(reserving: 256)
  private var last: [Int16] = [0]

  private mutating func field(_ id: Int16, _ kind: Kind) {
    let step = id - last[last.count - 1]
    if step > 0, step < 16 {
      buffer.append(UInt8(step) << 4 | kind.rawValue)
    } else {
      buffer.append(kind.rawValue)
      varint(Self.zigzag(Int64(id)))
    }
    last[last.count - 1] = id
  }

  static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func i32(_ id: Int16, _ value: Int) {
    field(id, .i32)
    varint(Self.zigzag(Int64(value)))
  }

  mutating func i64(_ id: Int16, _ value: Int) {
    field(id, .i64)
    varint(Self.zigzag(Int64(value)))
  }

  mutating func bool(_ id: Int16, _ value: Bool) { field(id, value ? .yes : .no) }

  mutating func i8(_ id: Int16, _ value: UInt8) {
    field(id, .byte)
    buffer.append(value)
  }

  mutating func binary(_ id: Int16, _ value: [UInt8]) {
    field(id, .binary)
    bytes(value)
  }

  mutating func text(_ id: Int16, _ value: String) { binary(id, Array(value.utf8)) }

  private mutating func bytes(_ value: [UInt8]) {
    varint(UInt64(value.count))
    buffer.append(value)
  }

  /// A struct as a field; `end()` closes it.
  mutating func begin(_ id: Int16) {
    field(id, .structure)
    last.append(0)
  }

  /// A struct as an element of a list; `end()` closes it.
  mutating func beginElement() { last.append(0) }

  mutating func end() {
    buffer.append(0)
    last.removeLast()
  }

  /// An empty struct, as unions of names are written.
  mutating func empty(_ id: Int16) {
    begin(id)
    end()
  }

  mutating func list(_ id: Int16, _ kind: Kind, count: Int) {
    field(id, .list)
    if count < 15 {
      buffer.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      buffer.append(0xF0 | kind.rawValue)
      varint(UInt64(count))
    }
  }

  mutating func elementI32(_ value: Int) { varint(Self.zigzag(Int64(value))) }
  mutating func elementText(_ value: String) { bytes(Array(value.utf8)) }
  /// The end of the outermost struct.
  mutating func stop() { buffer.append(0) }
}
