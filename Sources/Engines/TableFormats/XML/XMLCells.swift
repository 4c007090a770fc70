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
    case .text: replaced += buffer.append(xml: column.bytes(at: row))
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
}
