internal import ByteIO
internal import Tables
internal import Values

/// Formats values as the content of elements.
struct XMLCells: ~Copyable {
  var buffer = ByteBuffer(reserving: 1 << 17)
  /// Characters that XML cannot hold.
  private(set) var replaced = 0

  mutating func append(_ column: ColumnVector, _ row: Int, _ tags: XMLColumnTags) {
    switch column.type {
    case .text: append(text: column.bytes(at: row))
    case .integer: buffer.append(decimal: column.integers[row])
    case .double:
      let value = column.doubles[row]
      // The words of XML Schema.
      if value.isInfinite { buffer.append(value < 0 ? "-INF" : "INF") } else { buffer.append(double: value) }
    case .list:
      let element = tags.children[0]
      for place in column.offsets[row]..<column.offsets[row + 1] {
        if column.children[0].isNull(place) {
          buffer.append("<item xsi:nil=\"true\"/>")
          continue
        }
        buffer.append(element.start)
        append(column.children[0], place, element)
        buffer.append(element.end)
      }
    case .object:
      for (child, field) in zip(column.children, tags.children) where !child.isNull(row) {
        buffer.append(field.start)
        append(child, row, field)
        buffer.append(field.end)
      }
    default: buffer.append(valueOf: column, at: row)
    }
  }

  private mutating func append(text: UnsafeRawBufferPointer) {
    var clean = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let length: Int
      if byte == 0x26 || byte == 0x3C || byte == 0x3E || byte < 0x20 && byte != 0x09 && byte != 0x0A {
        length = 1
      } else if byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE {
        // U+FFFE and U+FFFF.
        length = 3
      } else {
        index += 1
        continue
      }
      buffer.append(UnsafeRawBufferPointer(rebasing: text[clean..<index]))
      switch byte {
      case 0x26: buffer.append("&amp;")
      case 0x3C: buffer.append("&lt;")
      case 0x3E: buffer.append("&gt;")
      case 0x0D: buffer.append("&#13;")
      default:
        buffer.append([0xEF, 0xBF, 0xBD])
        replaced += 1
      }
      index += length
      clean = index
    }
    buffer.append(UnsafeRawBufferPointer(rebasing: text[clean...]))
  }
}
