internal import ByteIO

extension JSONWriter {
  /// A whole tree. Its structure is right by itself, so only its place is checked.
  public mutating func value(_ value: JSONValue) {
    beginValue()
    tree(value, depth: nesting.depth)
  }

  private mutating func tree(_ value: JSONValue, depth: Int) {
    switch value {
    case .string(let text): buffer.appendQuoted(text, format)
    case .integer(let integer): buffer.append(decimal: integer)
    case .number(let number): append(number)
    case .bool(true): buffer.append("true")
    case .bool(false): buffer.append("false")
    case .null: buffer.append("null")
    case .array(let elements): array(elements, depth: depth)
    case .object(let members): object(members, depth: depth)
    }
  }

  private mutating func array(_ elements: [JSONValue], depth: Int) {
    buffer.append(UInt8(ascii: "["))
    for index in elements.indices {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      if format.indent > 0 { breakLine(depth: depth + 1) }
      tree(elements[index], depth: depth + 1)
      passOn()
    }
    if format.indent > 0, !elements.isEmpty { breakLine(depth: depth) }
    buffer.append(UInt8(ascii: "]"))
  }

  private mutating func object(_ members: [JSONValue.Member], depth: Int) {
    buffer.append(UInt8(ascii: "{"))
    for index in members.indices {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      if format.indent > 0 { breakLine(depth: depth + 1) }
      buffer.appendQuoted(members[index].key, format)
      endKey()
      tree(members[index].value, depth: depth + 1)
      passOn()
    }
    if format.indent > 0, !members.isEmpty { breakLine(depth: depth) }
    buffer.append(UInt8(ascii: "}"))
  }
}
