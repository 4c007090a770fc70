internal import Documents

extension DOCXText {
  mutating func table(_ table: Table, _ place: DOCXPlace) throws {
    let entry = book.cursor.table(table.caption)
    caption(table.caption, entry, label: book.wording.table, keepsNext: true, place)
    if let id = table.attributes.id, table.caption.isEmpty { pendingAnchors.append(id) }
    if table.header.isEmpty && table.rows.isEmpty && table.footer.isEmpty { return }
    // A table cannot carry a break, a bookmark or a section's end: a paragraph before it does.
    if pendingBreak != nil || pendingSection != nil || !pendingAnchors.isEmpty { spacer(place) }
    var grid = TablePlacement(table)
    let indent = place.indent + DOCXNumbering.step * place.listDepth
    let total = max(place.width - Double(place.indent) / 20, 36)
    let widths = table.widths(columns: grid.columns, total: total).map {
      max(OfficeMeasures.twips($0), 40)
    }
    let direction = place.direction ?? book.direction
    begin(table, widths, indent: indent, direction)
    let rows = table.header.count + table.rows.count + table.footer.count
    var number = 0
    for (kind, part) in [(RowKind.header, table.header), (.body, table.rows), (.footer, table.footer)] {
      for (index, row) in part.enumerated() {
        let slots = grid.place(row, below: part.count - index - 1)
        number += 1
        try self.row(slots, kind, table, widths, place, isLast: number == rows)
        try xml.relieve()
      }
    }
    xml.put("</w:tbl>")
    spacer(place)
  }

  /// A table of one cell around other blocks.
  mutating func box(
    _ style: String, indent: Int, _ place: DOCXPlace, _ body: (inout DOCXText) throws -> Void
  ) throws {
    if pendingBreak != nil || pendingSection != nil || !pendingAnchors.isEmpty { spacer(place) }
    let width = max(OfficeMeasures.twips(place.width) - place.indent, 400)
    xml.put("<w:tbl><w:tblPr><w:tblStyle w:val=\"\(style)Box\"/><w:tblW w:w=\"\(width)\" w:type=\"dxa\"/>")
    if indent > 0 { xml.put("<w:tblInd w:w=\"\(indent)\" w:type=\"dxa\"/>") }
    xml.put("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"\(width)\"/></w:tblGrid>")
    xml.put("<w:tr><w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/></w:tcPr>")
    try body(&self)
    xml.put("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"40\" w:lineRule=\"exact\"/></w:pPr></w:p>")
    xml.put("</w:tc></w:tr></w:tbl>")
    spacer(place)
  }

  private enum RowKind { case header, body, footer }

  /// A low paragraph between a table and what follows it: neighbouring tables would become one.
  private mutating func spacer(_ place: DOCXPlace) {
    xml.put("<w:p><w:pPr>")
    if let pendingBreak, pendingBreak != .column { xml.put("<w:pageBreakBefore/>") }
    xml.put("<w:spacing w:before=\"0\" w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/>")
    if let section = pendingSection {
      section.append(to: &xml)
      pendingSection = nil
    }
    xml.put("</w:pPr>")
    if pendingBreak == .column { xml.put("<w:r><w:br w:type=\"column\"/></w:r>") }
    pendingBreak = nil
    for anchor in pendingAnchors { closeBookmark(openBookmark(anchor)) }
    pendingAnchors.removeAll()
    xml.put("</w:p>")
  }

  private mutating func begin(_ table: Table, _ widths: [Int], indent: Int, _ direction: TextDirection) {
    xml.put("<w:tbl><w:tblPr><w:tblStyle w:val=\"ThemeTable\"/>")
    if direction == .rightToLeft { xml.put("<w:bidiVisual/>") }
    xml.put("<w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>")
    if indent > 0 { xml.put("<w:tblInd w:w=\"\(indent)\" w:type=\"dxa\"/>") }
    xml.put("<w:tblLayout w:type=\"fixed\"/>")
    let hasHeader = !table.header.isEmpty
    let hasFooter = !table.footer.isEmpty
    let hasFirst = table.headerColumns > 0
    let value = (hasHeader ? 0x20 : 0) | (hasFooter ? 0x40 : 0) | (hasFirst ? 0x80 : 0) | 0x400
    let hexadecimal = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(4 - hexadecimal.count, 0)) + hexadecimal
    xml.put(
      "<w:tblLook w:val=\"\(padded)\" w:firstRow=\"\(hasHeader ? 1 : 0)\" w:lastRow=\"\(hasFooter ? 1 : 0)\" w:firstColumn=\"\(hasFirst ? 1 : 0)\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>"
    )
    if !table.caption.isEmpty {
      xml.put("<w:tblCaption")
      xml.attribute(" w:val", table.caption.plainText)
      xml.put("/>")
    }
    xml.put("</w:tblPr><w:tblGrid>")
    for width in widths { xml.put("<w:gridCol w:w=\"\(width)\"/>") }
    xml.put("</w:tblGrid>")
  }

  private mutating func row(
    _ slots: [TablePlacement.Slot], _ kind: RowKind, _ table: Table, _ widths: [Int], _ place: DOCXPlace, isLast: Bool
  ) throws {
    xml.put("<w:tr>")
    switch kind {
    case .header: xml.put("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    default: xml.put("<w:trPr><w:cantSplit/></w:trPr>")
    }
    for slot in slots {
      if (slot.column..<(slot.column + slot.columnSpan)).contains(where: { table.hasWidth($0) }) {
        xml.put("<w:tc><w:tcPr><w:tcW w:w=\"")
        xml.put(widths[slot.column..<(slot.column + slot.columnSpan)].reduce(0, +))
        xml.put("\" w:type=\"dxa\"/>")
      } else {
        xml.put("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/>")
      }
      if slot.columnSpan > 1 {
        xml.put("<w:gridSpan w:val=\"")
        xml.put(slot.columnSpan)
        xml.put("\"/>")
      }
      if slot.rowSpan > 1 {
        xml.put("<w:vMerge w:val=\"restart\"/>")
      } else if slot.isContinued {
        xml.put("<w:vMerge/>")
      }
      if kind == .header { xml.put("<w:vAlign w:val=\"bottom\"/>") }
      xml.put("</w:tcPr>")
      try cell(slot, kind, table, widths, place)
      xml.put("</w:tc>")
    }
    xml.put("</w:tr>")
  }

  private mutating func cell(
    _ slot: TablePlacement.Slot, _ kind: RowKind, _ table: Table, _ widths: [Int], _ place: DOCXPlace
  ) throws {
    guard let cell = slot.cell, !cell.blocks.isEmpty else {
      return xml.put("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>")
    }
    var inner = DOCXPlace(
      width: Double(widths[slot.column..<(slot.column + slot.columnSpan)].reduce(0, +)) / 20 - 10.8)
    inner.style = "TableText"
    inner.isInTable = true
    inner.run.language = place.run.language
    inner.run.direction = place.run.direction
    if slot.column < table.headerColumns, slot.column > 0 { inner.run.marks.insert(.strong) }
    inner.alignment =
      cell.alignment ?? (slot.column < table.columns.count ? table.columns[slot.column].alignment : nil)
    try blocks(cell.blocks, inner)
    // A cell ends with a paragraph.
    switch cell.blocks.last {
    case .contents?, .pageBreak?, .raw?: xml.put("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>")
    default: break
    }
  }
}
