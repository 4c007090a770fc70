internal import ByteIO
public import Tables

/// The XML Schema of what `XMLRowWriter` writes.
public enum XMLTableSchema {
  public static func text(_ schema: TableSchema, _ options: XMLRowWriter.Options = .init()) -> String {
    let root = XMLTableNames.element(options.root ?? schema.name)
    let row = XMLTableNames.element(options.row)
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">",
      "<xs:element name=\"\(root)\"><xs:complexType><xs:sequence>",
      "<xs:element name=\"\(row)\" minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:complexType><xs:sequence>",
    ]
    for (column, tags) in zip(schema.columns, XMLColumnTags.of(schema.columns)) {
      lines.append(element(tags, column.type, isOptional: column.isNullable))
    }
    let end = "</xs:sequence></xs:complexType></xs:element>"
    return (lines + [end, end, "</xs:schema>", ""]).joined(separator: "\n")
  }

  private static func element(_ tags: XMLColumnTags, _ type: ColumnType, isOptional: Bool) -> String {
    let start = "<xs:element name=\"\(tags.name)\"\(isOptional ? " minOccurs=\"0\"" : "")"
    switch type {
    case .list(let element):
      let item = self.element(tags.children[0], element, isOptional: true)
        .replacing(
          "<xs:element name=\"item\"", with: "<xs:element name=\"item\" nillable=\"true\" maxOccurs=\"unbounded\"",
          maxReplacements: 1)
      return "\(start)><xs:complexType><xs:sequence>\(item)</xs:sequence></xs:complexType></xs:element>"
    case .object(let fields):
      let parts = zip(tags.children, fields).map { element($0, $1.type, isOptional: true) }
      return "\(start)><xs:complexType><xs:sequence>\(parts.joined())</xs:sequence></xs:complexType></xs:element>"
    case .decimal(let precision, let scale) where precision > 18:
      // Processors of XML Schema need not know decimals of more digits, and libxml2 does not.
      let fraction = scale > 0 ? "\\.[0-9]{\(scale)}" : ""
      return """
        \(start)><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="-?[0-9]+\(fraction)"/>\
        </xs:restriction></xs:simpleType></xs:element>
        """
    case .decimal(let precision, let scale):
      return """
        \(start)><xs:simpleType><xs:restriction base="xs:decimal"><xs:totalDigits value="\(precision)"/>\
        <xs:fractionDigits value="\(scale)"/></xs:restriction></xs:simpleType></xs:element>
        """
    default: return "\(start) type=\"xs:\(name(type))\"/>"
    }
  }

  private static func name(_ type: ColumnType) -> String {
    switch type {
    case .integer: "long"
    case .double: "double"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .timestamp: "dateTime"
    case .duration: "duration"
    case .binary: "hexBinary"
    default: "string"
    }
  }
}
