internal import ByteIO

/// The bytes that say which group a row belongs to: the same for the same values, and only for those.
struct RowKey {
  let columns: [Int]

  func append(_ row: Int, of chunk: TableChunk, to buffer: inout ByteBuffer) {
    for index in columns { Self.append(row, of: chunk.columns[index], to: &buffer) }
  }

  /// Whether one of the columns has no value.
  func hasNull(_ row: Int, of chunk: TableChunk) -> Bool { columns.contains { chunk.columns[$0].isNull(row) } }

  static func append(_ row: Int, of column: ColumnVector, to buffer: inout ByteBuffer) {
    if column.isNull(row) { return buffer.append(0) }
    buffer.append(1)
    switch column.layout {
    case .integers: buffer.append(littleEndian: column.integers[row])
    case .wideIntegers: buffer.append(littleEndian: column.wideIntegers[row])
    case .doubles:
      let value = column.doubles[row]
      // Both zeros are one value, and so is every NaN.
      buffer.append(littleEndian: value == 0 ? 0 : value.isNaN ? UInt64.max : value.bitPattern)
    case .booleans: buffer.append(column.booleans[row])
    case .bytes:
      let bytes = column.bytes(at: row)
      buffer.append(littleEndian: UInt32(truncatingIfNeeded: bytes.count))
      buffer.append(bytes)
    case .list:
      let elements = column.offsets[row]..<column.offsets[row + 1]
      buffer.append(littleEndian: UInt32(truncatingIfNeeded: elements.count))
      for element in elements { append(element, of: column.children[0], to: &buffer) }
    case .object: for child in column.children { append(row, of: child, to: &buffer) }
    }
  }
}
