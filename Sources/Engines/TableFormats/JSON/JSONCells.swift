internal import JSON
internal import Tables
internal import Values

/// Puts JSON values into columns.
enum JSONCells {
  /// Reads the next value; false where it does not have the column's type, with nothing appended.
  static func add(_ reader: inout JSONReader, _ column: ColumnVector) throws -> Bool {
    switch column.type {
    case .list, .object, .text, .decimal, .binary:
      return try addValue(try reader.readValue(), column)
    default: break
    }
    let token = try reader.next()
    switch (token, column.type) {
    case (.null, _): column.appendNull()
    case (.integer, .integer): column.append(integer: reader.integer)
    case (.integer, .double), (.number, .double): column.append(double: reader.number)
    case (.true, .boolean): column.append(boolean: true)
    case (.false, .boolean): column.append(boolean: false)
    case (.string, _):
      guard let value = reader.withContent({ moment(UnsafeRawBufferPointer($0), column.type) }) else { return false }
      column.append(integer: value)
    case (.beginObject, _), (.beginArray, _):
      var depth = 1
      while depth > 0 {
        switch try reader.next() {
        case .beginObject, .beginArray: depth += 1
        case .endObject, .endArray: depth -= 1
        default: break
        }
      }
      return false
    default: return false
    }
    return true
  }

  static func moment(_ text: UnsafeRawBufferPointer, _ type: ColumnType) -> Int64? {
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

  private static func addValue(_ value: JSONValue, _ column: ColumnVector) throws -> Bool {
    guard fits(value, column.type) else { return false }
    append(value, column)
    return true
  }

  private static func fits(_ value: JSONValue, _ type: ColumnType) -> Bool {
    switch (value, type) {
    case (.null, _), (_, .text), (.bool, .boolean), (.integer, .integer), (.integer, .double), (.number, .double): true
    case (.array(let elements), .list(let element)): elements.allSatisfy { fits($0, element) }
    case (.object(let members), .object(let fields)):
      members.allSatisfy { member in
        fields.first { $0.name == member.key }.map { fits(member.value, $0.type) } ?? false
      }
    case (.integer(let number), .decimal(let precision, let scale)): decimal("\(number)", precision, scale) != nil
    case (.number(let number), .decimal(let precision, let scale)): decimal("\(number)", precision, scale) != nil
    case (.string(let text), .decimal(let precision, let scale)): decimal(text, precision, scale) != nil
    case (.string(let text), .binary): Base16.bytes(text.utf8) != nil
    case (.string(let text), _): bytes(text) { moment($0, type) } != nil
    default: false
    }
  }

  private static func decimal(_ text: String, _ precision: Int, _ scale: Int) -> Int128? {
    bytes(text) { ValueParser.decimal($0, precision: precision, scale: scale) }
  }

  private static func bytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  private static func append(_ value: JSONValue, _ column: ColumnVector) {
    switch (value, column.type) {
    case (.null, _): column.appendNull()
    case (.string(let text), .text): column.append(text)
    case (_, .text): column.append(JSONCellText.text(value))
    case (.bool(let flag), _): column.append(boolean: flag)
    case (.integer(let number), .integer): column.append(integer: number)
    case (.integer(let number), .double): column.append(double: Double(number))
    case (.number(let number), .double): column.append(double: number)
    case (.array(let elements), .list):
      for element in elements { append(element, column.children[0]) }
      column.endList()
    case (.object(let members), .object(let fields)):
      for (index, field) in fields.enumerated() {
        append(members.last { $0.key == field.name }?.value ?? .null, column.children[index])
      }
      column.endObject()
    case (.string(let text), .decimal(let precision, let scale)):
      column.append(unscaled: decimal(text, precision, scale) ?? 0)
    case (.integer(let number), .decimal(let precision, let scale)):
      column.append(unscaled: decimal("\(number)", precision, scale) ?? 0)
    case (.number(let number), .decimal(let precision, let scale)):
      column.append(unscaled: decimal("\(number)", precision, scale) ?? 0)
    case (.string(let text), .binary): (Base16.bytes(text.utf8) ?? []).withUnsafeBytes { column.append($0) }
    case (.string(let text), _): column.append(integer: bytes(text) { moment($0, column.type) } ?? 0)
    default: column.appendNull()
    }
  }
}
