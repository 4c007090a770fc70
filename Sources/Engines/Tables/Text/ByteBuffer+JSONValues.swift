public import ByteIO
internal import Values

extension ByteBuffer {
  /// The value as JSON. Exact where JSON is: decimals become numbers with all their digits; NaN and infinities,
  /// which JSON lacks, become null; binary becomes base 16.
  public mutating func append(jsonOf column: ColumnVector, at row: Int) {
    if column.isNull(row) { return append("null") }
    switch column.type {
    case .integer: append(decimal: column.integers[row])
    case .decimal(_, let scale): append(unscaled: column.unscaled(row), scale: scale)
    case .double:
      let value = column.doubles[row]
      if value.isFinite { append(number: value, keepingPoint: true) } else { append("null") }
    case .boolean: if column.booleans[row] != 0 { append("true") } else { append("false") }
    case .text: append(jsonText: column.bytes(at: row))
    case .date, .time, .timestamp, .duration, .binary:
      append(UInt8(ascii: "\""))
      append(valueOf: column, at: row)
      append(UInt8(ascii: "\""))
    case .list:
      append(UInt8(ascii: "["))
      let first = column.offsets[row]
      for element in first..<column.offsets[row + 1] {
        if element > first { append(UInt8(ascii: ",")) }
        append(jsonOf: column.children[0], at: element)
      }
      append(UInt8(ascii: "]"))
    case .object(let fields):
      append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append(jsonText: field.name)
        append(UInt8(ascii: ":"))
        append(jsonOf: column.children[index], at: row)
      }
      append(UInt8(ascii: "}"))
    }
  }

  public mutating func append(jsonText text: String) {
    var text = text
    text.withUTF8 { append(jsonText: UnsafeRawBufferPointer($0)) }
  }

  /// A JSON string of valid UTF-8.
  public mutating func append(jsonText text: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    var clean = 0
    var index = 0
    let count = text.count
    while index < count {
      let byte = text[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        append(UnsafeRawBufferPointer(rebasing: text[clean..<index]))
        appendEscape(byte)
        clean = index + 1
      }
      index += 1
    }
    append(UnsafeRawBufferPointer(rebasing: text[clean...]))
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x09: append(UInt8(ascii: "t"))
    default:
      append("u")
      append(hexadecimal: UInt64(byte), paddedTo: 4)
    }
  }
}
