internal import Archives
internal import ByteIO
internal import Tables

/// What stands behind a sheet's cells: filters, rules, choices, links, drawings, the table; in the order Excel demands.
struct SheetFeatures {
  private let sheet: XLSXSheet
  private let writer: SheetWriter
  private let book: XLSXWriter
  private let last: String

  init(_ writer: SheetWriter, _ book: XLSXWriter) {
    self.writer = writer
    self.book = book
    sheet = writer.sheet
    last = SheetGeometry.letters(max(writer.headerNames.count - 1, 0))
  }

  private var hasDrawing: Bool { !sheet.charts.isEmpty || !sheet.images.isEmpty }
  private var hasTable: Bool { sheet.tableStyle != nil && writer.rows > 1 && !writer.headerNames.isEmpty }

  private func letters(_ column: String) -> String {
    SheetGeometry.letters(writer.schema.index(of: column) ?? 0)
  }

  private func range(_ column: String) -> String {
    let letters = letters(column)
    return "\(letters)2:\(letters)\(max(writer.rows, 2))"
  }

  func append(to xml: inout ByteBuffer) throws {
    if sheet.isProtected {
      xml.append("<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" autoFilter=\"0\" sort=\"0\"/>")
    }
    if sheet.hasAutofilter, sheet.tableStyle == nil, !writer.headerNames.isEmpty {
      xml.append("<autoFilter ref=\"A1:\(last)\(writer.rows)\"/>")
    }
    for (index, rule) in sheet.rules.enumerated() { append(rule, priority: index + 1, &xml) }
    appendChoices(&xml)
    if !writer.links.isEmpty {
      xml.append("<hyperlinks>")
      for (index, link) in writer.links.enumerated() {
        xml.append("<hyperlink ref=\"\(link.cell)\" r:id=\"rId\(index + 1)\"/>")
      }
      xml.append("</hyperlinks>")
    }
    xml.append("<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>")
    var relationship = writer.links.count
    if hasDrawing {
      relationship += 1
      xml.append("<drawing r:id=\"rId\(relationship)\"/>")
    }
    if hasTable { xml.append("<tableParts count=\"1\"><tablePart r:id=\"rId\(relationship + 1)\"/></tableParts>") }
  }

  private func append(_ rule: XLSXSheet.Rule, priority: Int, _ xml: inout ByteBuffer) {
    let range = range(rule.column)
    xml.append("<conditionalFormatting sqref=\"\(range)\">")
    func cell(_ operation: String, _ values: [Double]) {
      let style = book.styles.differential(fill: rule.fill)
      xml.append("<cfRule type=\"cellIs\" dxfId=\"\(style)\" priority=\"\(priority)\" operator=\"\(operation)\">")
      for value in values {
        xml.append("<formula>")
        xml.append(number: value)
        xml.append("</formula>")
      }
    }
    switch rule.kind {
    case .greater(let value): cell("greaterThan", [value])
    case .less(let value): cell("lessThan", [value])
    case .between(let low, let high): cell("between", [low, high])
    case .contains(let text):
      let style = book.styles.differential(fill: rule.fill)
      let quoted = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      xml.append(
        "<cfRule type=\"containsText\" dxfId=\"\(style)\" priority=\"\(priority)\" operator=\"containsText\" text=\"")
      xml.append(xml: text)
      xml.append("\"><formula>")
      xml.append(xml: "NOT(ISERROR(SEARCH(\"\(quoted)\",\(letters(rule.column))2)))")
      xml.append("</formula>")
    case .colorScale(let low, let high):
      xml.append(
        "<cfRule type=\"colorScale\" priority=\"\(priority)\"><colorScale><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF\(low)\"/><color rgb=\"FF\(high)\"/></colorScale>"
      )
    case .dataBar(let color):
      xml.append(
        "<cfRule type=\"dataBar\" priority=\"\(priority)\"><dataBar><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF\(color)\"/></dataBar>"
      )
    }
    xml.append("</cfRule></conditionalFormatting>")
  }

  private func appendChoices(_ xml: inout ByteBuffer) {
    // A list inside of the formula has 255 characters at most.
    let usable = sheet.choices.sorted { $0.key < $1.key }.filter {
      $0.value.joined(separator: ",").utf16.count <= 255 && !$0.value.contains { $0.contains(",") }
    }
    guard !usable.isEmpty else { return }
    xml.append("<dataValidations count=\"\(usable.count)\">")
    for (column, values) in usable {
      xml.append(
        "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"\(range(column))\"><formula1>")
      let list = values.joined(separator: ",").split(separator: "\"", omittingEmptySubsequences: false)
      xml.append(xml: "\"\(list.joined(separator: "\"\""))\"")
      xml.append("</formula1></dataValidation>")
    }
    xml.append("</dataValidations>")
  }

  /// Writes the sheet's own parts and its relationships to them.
  func writeParts() throws {
    var items: [(type: String, target: String, isExternal: Bool)] = writer.links.map {
      ("\(OfficeParts.relationships)/hyperlink", $0.target, true)
    }
    if hasDrawing {
      book.counters.drawings += 1
      let number = book.counters.drawings
      try SheetDrawing(writer, book).write(number: number)
      items.append(("\(OfficeParts.relationships)/drawing", "../drawings/drawing\(number).xml", false))
    }
    if hasTable {
      book.counters.tables += 1
      let number = book.counters.tables
      try book.add("xl/tables/table\(number).xml", table(number))
      book.parts.add(
        "xl/tables/table\(number).xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml")
      items.append(("\(OfficeParts.relationships)/table", "../tables/table\(number).xml", false))
    }
    if !items.isEmpty {
      try book.add("xl/worksheets/_rels/sheet\(writer.number).xml.rels", OfficeParts.relationships(items))
    }
  }

  private func table(_ number: Int) -> ByteBuffer {
    var xml = ByteBuffer(reserving: 2048)
    let reference = "A1:\(last)\(writer.rows)"
    xml.append(OfficeParts.declaration)
    xml.append(
      "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" id=\"\(number)\" name=\"Table\(number)\" displayName=\"Table\(number)\" ref=\"\(reference)\" totalsRowShown=\"0\"><autoFilter ref=\"\(reference)\"/>"
    )
    let names = writer.headerNames
    xml.append("<tableColumns count=\"\(names.count)\">")
    for (index, name) in names.enumerated() {
      xml.append("<tableColumn id=\"\(index + 1)\" name=\"")
      xml.append(xml: name)
      xml.append("\"/>")
    }
    xml.append("</tableColumns><tableStyleInfo name=\"")
    xml.append(xml: sheet.tableStyle ?? "")
    xml.append("\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>")
    return xml
  }
}
