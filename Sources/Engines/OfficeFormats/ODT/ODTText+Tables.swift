internal import Documents

extension ODTText {
  mutating func table(_ table: Table, _ place: ODTPlace) throws {
    caption(table.caption, book.cursor.table(table.caption), label: book.wording.table, isAbove: true, place)
    if let id = table.attributes.id, table.caption.isEmpty { pendingAnchors.append(id) }
    if table.header.isEmpty && table.rows.isEmpty && table.footer.isEmpty { return }
    settle(place)
    var grid = TablePlacement(table)
    let indent = place.indent
    let total = max(place.width - indent, 36)
    let widths = table.widths(columns: grid.columns, total: total)
    let direction = place.run.direction ?? book.direction
    book.counts.tables += 1
    let mode = direction == .rightToLeft ? " style:writing-mode=\"rl-tb\"" : ""
    let style = book.styles.name(
      "table", "Ta", parent: "",
      "<style:table-properties style:width=\"\(ODTNames.points(total))\" table:align=\"left\" fo:margin-left=\"\(ODTNames.points(indent))\" fo:margin-bottom=\"8pt\"\(mode)/>"
    )
    xml.put(
      "<table:table table:name=\"Table\(book.counts.tables)\" table:style-name=\"\(style)\" table:template-name=\"\(ODTStyles.template(table))\">"
    )
    if !table.caption.isEmpty { xml.element("table:title", table.caption.plainText) }
    for (index, width) in widths.enumerated() {
      let column = book.styles.name(
        "table-column", table.hasWidth(index) ? "Cf" : "Co", parent: "",
        "<style:table-column-properties style:column-width=\"\(ODTNames.points(width))\"/>")
      xml.put("<table:table-column table:style-name=\"\(column)\"/>")
    }
    let rowCount = table.header.count + table.rows.count + table.footer.count
    var number = 0
    for (kind, part) in [(RowKind.header, table.header), (.body, table.rows), (.footer, table.footer)] {
      if kind == .header && !part.isEmpty { xml.put("<table:table-header-rows>") }
      for (index, row) in part.enumerated() {
        let slots = grid.place(row, below: part.count - index - 1)
        number += 1
        try self.row(slots, kind, index, table, widths, place, isLast: number == rowCount)
        try xml.relieve()
      }
      if kind == .header && !part.isEmpty { xml.put("</table:table-header-rows>") }
    }
    xml.put("</table:table>")
  }

  enum RowKind { case header, body, footer }

  /// What waits for a paragraph gets one before a table.
  private mutating func settle(_ place: ODTPlace) {
    guard pendingBreak != nil || pendingMaster != nil || !pendingAnchors.isEmpty else { return }
    var form = place
    form.style = "Spacer"
    paragraph(form, nil, [])
  }

  private mutating func row(
    _ slots: [TablePlacement.Slot], _ kind: RowKind, _ index: Int, _ table: Table, _ widths: [Double],
    _ place: ODTPlace,
    isLast: Bool
  ) throws {
    let style = book.styles.name(
      "table-row", "Ro", parent: "", "<style:table-row-properties fo:keep-together=\"always\"/>")
    xml.put("<table:table-row table:style-name=\"\(style)\">")
    for slot in slots {
      if slot.isContinued {
        for _ in 0..<slot.columnSpan { xml.put("<table:covered-table-cell/>") }
        continue
      }
      let style = cellStyle(slot, kind, index, table, isLast: isLast)
      xml.put("<table:table-cell table:style-name=\"\(style)\" office:value-type=\"string\"")
      if slot.columnSpan > 1 || slot.rowSpan > 1 {
        xml.put(" table:number-columns-spanned=\"\(slot.columnSpan)\" table:number-rows-spanned=\"\(slot.rowSpan)\"")
      }
      xml.put(">")
      var inner = ODTPlace(width: max(widths[slot.column..<(slot.column + slot.columnSpan)].reduce(0, +) - 10, 18))
      inner.style =
        kind == .header
        ? "Table_20_Heading"
        : kind == .footer || slot.column < table.headerColumns ? "Table_20_Strong" : "Table_20_Contents"
      inner.run.language = place.run.language
      inner.run.direction = place.run.direction
      inner.alignment =
        slot.cell?.alignment ?? (slot.column < table.columns.count ? table.columns[slot.column].alignment : nil)
      if let cell = slot.cell, !cell.blocks.isEmpty {
        try blocks(cell.blocks, inner)
      } else {
        paragraph(inner, nil, [])
      }
      xml.put("</table:table-cell>")
      for _ in 1..<slot.columnSpan { xml.put("<table:covered-table-cell/>") }
    }
    xml.put("</table:table-row>")
  }

  private mutating func cellStyle(
    _ slot: TablePlacement.Slot, _ kind: RowKind, _ index: Int, _ table: Table, isLast: Bool
  ) -> String {
    let theme = book.theme
    let colors = theme.colors
    var attributes = " fo:padding=\"3pt\""
    let line = "0.5pt solid #\(colors.line.hexadecimal)"
    let strong = "1pt solid #\(colors.line.hexadecimal)"
    switch theme.tableRules {
    case .none: break
    case .grid: attributes += " fo:border=\"\(line)\""
    case .horizontal:
      attributes +=
        " fo:border-left=\"none\" fo:border-right=\"none\" fo:border-top=\"\(line)\" fo:border-bottom=\"\(kind == .header ? strong : line)\""
    case .booktabs:
      let isFirst = index == 0 && (kind == .header || kind == .body && table.header.isEmpty)
      let isUnder = kind == .header && index + slot.rowSpan == table.header.count
      attributes +=
        " fo:border-left=\"none\" fo:border-right=\"none\" fo:border-top=\"\(isFirst ? strong : kind == .footer && index == 0 ? line : "none")\" fo:border-bottom=\"\(isLast ? strong : isUnder ? line : "none")\""
    }
    if kind == .header {
      attributes += " style:vertical-align=\"bottom\""
      if colors.tableHeader != colors.background {
        attributes += " fo:background-color=\"#\(colors.tableHeader.hexadecimal)\""
      }
    } else if kind == .body, index % 2 == 1, let stripe = colors.tableStripe {
      attributes += " fo:background-color=\"#\(stripe.hexadecimal)\""
    }
    return book.styles.name("table-cell", "Ce", parent: "", "<style:table-cell-properties\(attributes)/>")
  }

  /// A table of one cell around other blocks.
  mutating func box(_ form: Callout.Form, _ place: ODTPlace, _ body: (inout ODTText) throws -> Void) throws {
    settle(place)
    let width = max(place.width - place.indent, 36)
    let tint = DOCXPlace.calloutColor(form, book.theme)
    let style = book.styles.name(
      "table", "Ta", parent: "",
      "<style:table-properties style:width=\"\(ODTNames.points(width))\" table:align=\"left\" fo:margin-left=\"\(ODTNames.points(place.indent))\" fo:margin-bottom=\"8pt\"/>"
    )
    let column = book.styles.name(
      "table-column", "Co", parent: "",
      "<style:table-column-properties style:column-width=\"\(ODTNames.points(width))\"/>")
    let cell = book.styles.name(
      "table-cell", "Ce", parent: "",
      "<style:table-cell-properties fo:padding=\"6pt\" fo:border=\"none\" fo:border-left=\"3pt solid #\(tint.hexadecimal)\" fo:background-color=\"#\(tint.mixed(with: .white, 0.92).hexadecimal)\"/>"
    )
    book.counts.tables += 1
    xml.put(
      "<table:table table:name=\"Callout-\(form.rawValue)-\(book.counts.tables)\" table:style-name=\"\(style)\"><table:table-column table:style-name=\"\(column)\"/><table:table-row><table:table-cell table:style-name=\"\(cell)\" office:value-type=\"string\">"
    )
    try body(&self)
    xml.put("</table:table-cell></table:table-row></table:table>")
  }
}
