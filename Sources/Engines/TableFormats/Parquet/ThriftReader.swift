internal import Tables

/// Reads Thrift's compact protocol field by field.
struct ThriftReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var position = 0
  private var depth = 0

  struct Field {
    var id: Int
    var kind: UInt8
  }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private func failure(_ message: String) -> TableError {
    TableError(.syntax, "the Parquet metadata is damaged: \(message)", at: .init(offset: position))
  }

  mutating func byte() throws(TableError) -> UInt8 {
    guard position < bytes.count else { throw failure("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func varint() throws(TableError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
      guard shift < 64 else { throw failure("a number is too long") }
    }
  }

  mutating func integer() throws(TableError) -> Int {
    let value = try varint()
    return Int(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  mutating func binary() throws(TableError) -> UnsafeRawBufferPointer {
    let length = try varint()
    guard length <= UInt64(bytes.count - position) else { throw failure("a text is longer than what is left") }
    defer { position += Int(length) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + Int(length))])
  }

  mutating func text() throws(TableError) -> String { String(decoding: try binary(), as: UTF8.self) }

  /// Calls `body` for each field of a struct; what it does not read it must `skip`.
  mutating func structure(_ body: (inout ThriftReader, Field) throws(TableError) -> Void) throws(TableError) {
    depth += 1
    guard depth < 40 else { throw failure("it is nested too deep") }
    var id = 0
    while true {
      let header = try byte()
      if header == 0 { break }
      let step = Int(header >> 4)
      id = step == 0 ? try integer() : id + step
      try body(&self, Field(id: id, kind: header & 15))
    }
    depth -= 1
  }

  mutating func list(_ body: (inout ThriftReader) throws(TableError) -> Void) throws(TableError) {
    let header = try byte()
    var count = UInt64(header >> 4)
    if count == 15 { count = try varint() }
    // Every element takes a byte at least.
    guard count <= UInt64(bytes.count - position) else { throw failure("a list is longer than what is left") }
    for _ in 0..<count { try body(&self) }
  }

  mutating func skip(_ field: Field) throws(TableError) { try skip(kind: field.kind, inList: false) }

  private mutating func skip(kind: UInt8, inList: Bool) throws(TableError) {
    switch kind {
    case 1, 2: if inList { _ = try byte() }
    case 3: _ = try byte()
    case 4, 5, 6: _ = try varint()
    case 7:
      for _ in 0..<8 { _ = try byte() }
    case 8: _ = try binary()
    case 9, 10:
      let header = try byte()
      var count = UInt64(header >> 4)
      if count == 15 { count = try varint() }
      guard count <= UInt64(bytes.count - position) else { throw failure("a list is longer than what is left") }
      depth += 1
      guard depth < 40 else { throw failure("it is nested too deep") }
      for _ in 0..<count { try skip(kind: header & 15, inList: true) }
      depth -= 1
    case 12:
      try structure { (reader, field) throws(TableError) in try reader.skip(field) }
    default: throw failure("there is a field of kind \(kind)")
    }
  }
}
