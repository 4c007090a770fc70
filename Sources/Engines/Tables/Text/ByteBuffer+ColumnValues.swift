public import ByteIO
internal import Values

extension ByteBuffer {
  /// The value as text, in the form that readers of ours and others take back: ISO 8601 for dates, base 16 for binary.
  /// Nested values are written as JSON.
  public mutating func append(valueOf column: ColumnVector, at row: Int) {
    switch column.type {
    case .text: append(column.bytes(at: row))
    case .integer: append(decimal: column.integers[row])
    case .decimal(_, let scale): append(unscaled: column.unscaled(row), scale: scale)
    case .double: append(double: column.doubles[row])
    case .boolean: if column.booleans[row] != 0 { append("true") } else { append("false") }
    case .date: append(date: Int(column.integers[row]))
    case .time: append(time: column.integers[row])
    case .timestamp(let zone): append(timestamp: column.integers[row], isMoment: zone != nil)
    case .duration: append(duration: column.integers[row])
    case .binary: for byte in column.bytes(at: row) { append(hexadecimal: UInt64(byte), paddedTo: 2) }
    case .list, .object: append(jsonOf: column, at: row)
    }
  }
}
