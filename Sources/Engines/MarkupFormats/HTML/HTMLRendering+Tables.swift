internal import Documents

extension HTMLRendering {
  mutating func write(_ table: Table) {
    let entry = cursor.table(table.caption)
    let grid = TableGrid(table)
    // Without cells there is no table, but what is said about it stays.
    guard grid.columns > 0 else { return caption(table.caption, wording.table, entry, "p") }
    output.write("<table")
    attributes(table.attributes, anchor: entry?.anchor)
    output.write(">\n")
    caption(table.caption, wording.table, entry, "caption")
    let needsColumns = table.columns.contains { $0.alignment != nil || $0.width != .automatic }
    if needsColumns {
      output.write("<colgroup>")
      for column in table.columns { write(column) }
      for _ in table.columns.count..<grid.columns { write(TableColumn()) }
      output.write("</colgroup>\n")
    }
    group("thead", grid.header, table, isHeader: true)
    group("tbody", grid.rows, table, isHeader: false)
    group("tfoot", grid.footer, table, isHeader: false)
    output.write("</table>\n")
  }

  private func write(_ column: TableColumn) {
    output.write("<col")
    if let alignment = column.alignment { attribute("class", "align-" + alignment.rawValue) }
    switch column.width {
    case .automatic: break
    case .fraction(let share): attribute("style", "width:\(Length((share * 10_000).rounded() / 100, .percent))")
    case .fixed(let length): attribute("style", "width:\(length)")
    }
    endVoid()
  }

  private mutating func group(_ tag: StaticString, _ rows: [[TableGrid.Cell]], _ table: Table, isHeader: Bool) {
    guard !rows.isEmpty else { return }
    output.write("<")
    output.write(tag)
    output.write(">\n")
    for row in rows {
      output.write("<tr>")
      for cell in row { write(cell, table, isHeader: isHeader) }
      output.write("</tr>\n")
    }
    output.write("</")
    output.write(tag)
    output.write(">\n")
  }

  private mutating func write(_ placed: TableGrid.Cell, _ table: Table, isHeader: Bool) {
    let isRowHeader = placed.column < table.headerColumns
    let tag: StaticString = isHeader || isRowHeader ? "th" : "td"
    output.write("<")
    output.write(tag)
    if isHeader {
      output.write(placed.columnSpan > 1 ? " scope=\"colgroup\"" : " scope=\"col\"")
    } else if isRowHeader {
      output.write(placed.rowSpan > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"")
    }
    let column = placed.column < table.columns.count ? table.columns[placed.column].alignment : nil
    if let alignment = placed.cell.alignment ?? column {
      output.write(" class=\"align-")
      output.write(alignment.rawValue)
      output.write("\"")
    }
    if placed.columnSpan > 1 { attribute("colspan", String(placed.columnSpan)) }
    if placed.rowSpan > 1 { attribute("rowspan", String(placed.rowSpan)) }
    output.write(">")
    if placed.cell.blocks.count == 1, case .paragraph(let paragraph) = placed.cell.blocks[0], paragraph.isPlain {
      write(paragraph.inlines)
    } else {
      write(placed.cell.blocks)
    }
    output.write("</")
    output.write(tag)
    output.write(">")
  }
}
