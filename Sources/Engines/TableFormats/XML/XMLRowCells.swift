internal import Tables
internal import Values

/// Puts elements into columns.
enum XMLRowCells {
  /// False where the element does not have the column's type, with nothing appended.
  static func add(_ node: XMLRowNode, _ column: ColumnVector) -> Bool {
    if node.isNil {
      column.appendNull()
      return true
    }
    guard fits(node, column.type) else { return false }
    append(node, column)
    return true
  }

  /// Elements of one name as one list.
  static func add(list nodes: [XMLRowNode], _ column: ColumnVector) -> Bool {
    guard case .list(let element) = column.type, nodes.allSatisfy({ $0.isNil || fits($0, element) }) else {
      return false
    }
    for node in nodes { append(node, column.children[0]) }
    column.endList()
    return true
  }

  /// Whether a list is written as one element with others in it, rather than as elements side by side.
  static func isWrapped(_ nodes: [XMLRowNode]) -> Bool {
    nodes.count == 1 && !nodes[0].isNil && !nodes[0].hasText && nodes[0].children.allSatisfy { $0.name == "item" }
  }

  private static func fits(_ node: XMLRowNode, _ type: ColumnType) -> Bool {
    if node.isNil { return true }
    switch type {
    case .text: return node.children.isEmpty
    case .list(let element): return !node.hasText && node.children.allSatisfy { fits($0, element) }
    case .object(let fields):
      if !node.children.isEmpty || !node.hasText {
        return node.children.allSatisfy { child in
          guard let field = fields.first(where: { $0.name == child.name }) else { return false }
          if case .list(let element) = field.type, !isWrapped([child]) { return fits(child, element) }
          return fits(child, field.type)
        } && (!node.hasText || fields.contains { $0.name == XMLRowNode.textField })
      }
      return fields.contains { $0.name == XMLRowNode.textField }
    case .binary: return node.children.isEmpty && Base16.bytes(node.text) != nil
    default:
      // An element without content has no number or date.
      return node.children.isEmpty && (node.text.isEmpty || node.text.withUnsafeBytes { scalar($0, type) })
    }
  }

  private static func scalar(_ text: UnsafeRawBufferPointer, _ type: ColumnType) -> Bool {
    let text = trimmed(text)
    switch type {
    case .integer: return ValueParser.integer(text) != nil
    case .double: return ValueParser.double(text) != nil
    case .boolean: return boolean(text) != nil
    case .decimal(let precision, let scale):
      return ValueParser.decimal(text, precision: precision, scale: scale) != nil
    default: return moment(text, type) != nil
    }
  }

  private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var first = 0
    var end = text.count
    while first < end, text[first] <= 0x20 { first += 1 }
    while end > first, text[end - 1] <= 0x20 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[first..<end])
  }

  /// XML Schema knows 0 and 1 as well.
  private static func boolean(_ text: UnsafeRawBufferPointer) -> Bool? {
    if text.count == 1 { return text[0] == UInt8(ascii: "1") ? true : text[0] == UInt8(ascii: "0") ? false : nil }
    return ValueParser.boolean(text)
  }

  private static func moment(_ text: UnsafeRawBufferPointer, _ type: ColumnType) -> Int64? {
    switch type {
    case .date: return ValueParser.date(text)
    case .time: return ValueParser.time(text)
    case .duration: return ValueParser.duration(text)
    case .timestamp(let zone):
      if let found = ValueParser.timestamp(text) { return found.hasZone == (zone != nil) ? found.microseconds : nil }
      return zone == nil ? ValueParser.date(text).map { $0 * CalendarDate.microsecondsPerDay } : nil
    default: return nil
    }
  }

  private static func append(_ node: XMLRowNode, _ column: ColumnVector) {
    if node.isNil { return column.appendNull() }
    switch column.type {
    case .text: node.text.withUnsafeBytes { column.append($0) }
    case .list:
      for child in node.children { append(child, column.children[0]) }
      column.endList()
    case .object(let fields): appendObject(node, fields, column)
    case .binary: (Base16.bytes(node.text) ?? []).withUnsafeBytes { column.append($0) }
    default:
      if node.text.isEmpty { return column.appendNull() }
      node.text.withUnsafeBytes { append(trimmed($0), column) }
    }
  }

  private static func append(_ text: UnsafeRawBufferPointer, _ column: ColumnVector) {
    switch column.type {
    case .integer: column.append(integer: ValueParser.integer(text) ?? 0)
    case .double: column.append(double: ValueParser.double(text) ?? 0)
    case .boolean: column.append(boolean: boolean(text) ?? false)
    case .decimal(let precision, let scale):
      column.append(unscaled: ValueParser.decimal(text, precision: precision, scale: scale) ?? 0)
    default: column.append(integer: moment(text, column.type) ?? 0)
    }
  }

  private static func appendObject(_ node: XMLRowNode, _ fields: [Column], _ column: ColumnVector) {
    for (index, field) in fields.enumerated() {
      let child = column.children[index]
      let found = node.children.filter { $0.name == field.name }
      if case .list = field.type, !found.isEmpty, !isWrapped(found) {
        for element in found { append(element, child.children[0]) }
        child.endList()
      } else if let last = found.last {
        append(last, child)
      } else if field.name == XMLRowNode.textField, node.hasText {
        node.text.withUnsafeBytes { child.append($0) }
      } else {
        child.appendNull()
      }
    }
    column.endObject()
  }
}
