internal import Documents

extension LaTeXRendering {
  mutating func write(_ table: Table) { writeTable(table, cursor.table(table.caption)) }

  mutating func writeTable(_ table: Table, _ entry: DocumentOutline.Entry?) {
    let grid = TableGrid(table)
    guard grid.columns > 0 else {
      // Without cells there is no table, but what is said about it stays.
      guard !table.caption.isEmpty else { return }
      write(table.caption)
      return output.write("\n\n")
    }
    let columns = (0..<grid.columns).map { column -> String in
      guard column < table.columns.count else { return "l" }
      if case .fraction(let share) = table.columns[column].width {
        return "p{\((share * 900).rounded() / 1_000)\\linewidth}"
      }
      switch table.columns[column].alignment {
      case .center?: return "c"
      case .end?: return "r"
      default: return "l"
      }
    }
    output.write("\\begin{longtable}{\(columns.joined())}\n")
    let outer = isInArgument
    isInArgument = true
    defer { isInArgument = outer }
    if !table.caption.isEmpty {
      writeCaption(table.caption, entry)
      output.write("\\\\\n")
    }
    output.write("\\toprule\n")
    if !grid.header.isEmpty {
      rows(grid.header, isBold: true)
      output.write("\\midrule\n")
      // The head stands twice: with the caption above it, and for the pages that follow.
      if table.caption.isEmpty {
        output.write("\\endhead\n")
      } else if !hasNotes(table.header) {
        output.write("\\endfirsthead\n\\toprule\n")
        cursor.suspend()
        rows(grid.header, isBold: true)
        cursor.resume()
        output.write("\\midrule\n\\endhead\n")
      }
    }
    rows(grid.rows, isBold: false)
    if !grid.footer.isEmpty {
      output.write("\\midrule\n")
      rows(grid.footer, isBold: false)
    }
    output.write("\\bottomrule\n\\end{longtable}\n\n")
  }

  private func hasNotes(_ rows: [TableRow]) -> Bool {
    var found = false
    Document(blocks: [.table(Table(columns: [], rows: rows))]).forEachInline { inline in
      if case .footnote = inline { found = true }
    }
    return found
  }

  private mutating func rows(_ rows: [[TableGrid.Cell]], isBold: Bool) {
    for row in rows {
      var column = 0
      var isFirst = true
      func separate() {
        if !isFirst { output.write(" & ") }
        isFirst = false
      }
      for cell in row {
        while column < cell.column {
          separate()
          column += 1
        }
        separate()
        if cell.columnSpan > 1 { output.write("\\multicolumn{\(cell.columnSpan)}{@{}l}{") }
        if cell.rowSpan > 1 {
          output.write("\\multirow{\(cell.rowSpan)}{*}{")
        }
        if isBold { output.write("\\textbf{") }
        write(cell.cell)
        if isBold { output.write("}") }
        if cell.rowSpan > 1 { output.write("}") }
        if cell.columnSpan > 1 { output.write("}") }
        column = cell.column + cell.columnSpan
      }
      output.write(" \\\\\n")
    }
  }

  private mutating func write(_ cell: TableCell) {
    for (index, block) in cell.blocks.enumerated() {
      if index > 0 { output.write(" ") }
      if case .paragraph(let paragraph) = block {
        write(paragraph.inlines)
      } else {
        cursor.pass(block)
        notes.lose("blocks in a cell", "written as running text")
        for run in block.inlineRuns { write(run) }
        for inner in block.childBlocks { write(TableCell(inner)) }
        if case .code(let code) = block { text(code.text) }
      }
    }
  }
}
