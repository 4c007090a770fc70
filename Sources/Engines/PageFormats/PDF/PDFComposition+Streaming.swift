internal import Documents
internal import PDF
internal import Typesetting

/// A table whose rows come bit by bit.
struct OpenTable {
  let table: Table
  let number: Int
  let node: StructureTree.Node
  let body: StructureTree.Node
  let starts: [Double]
  var row: Int
}

extension PDFComposition: DocumentStream {
  func append(_ block: Block) throws {
    try checkpoint()
    try set(block)
    try passOn()
  }

  func beginTable(_ table: Table) throws {
    let entry = cursor.table(table.caption)
    tableCount += 1
    let node = child(.table)
    galley.gap(4)
    try setCaption(table.caption, wording.table, entry, in: node, above: true)
    let placed = TableGrid(table)
    let starts = try columnStarts(table, placed.header + placed.rows, placed.columns)
    let head = table.header.isEmpty ? nil : pdf.structure.add(.tableHead, to: node)
    let open = OpenTable(
      table: table, number: tableCount, node: node, body: pdf.structure.add(.tableBody, to: node), starts: starts,
      row: table.header.count)
    if let head {
      for (row, cells) in placed.header.enumerated() {
        galley.add(
          try box(
            table, cells, row, open.number, starts, pdf.structure.add(.tableRow, to: head), isHead: true,
            isFoot: false, isLast: false), keepsWithNext: true)
      }
    }
    openTable = open
  }

  func append(rows: [TableRow]) throws {
    guard let open = openTable else { return }
    try checkpoint()
    var row = open.row
    for cells in rows {
      galley.add(
        try box(
          open.table, Self.placed(cells), row, open.number, open.starts,
          pdf.structure.add(.tableRow, to: open.body), isHead: false, isFoot: false, isLast: false))
      row += 1
      try passOn()
    }
    openTable?.row = row
  }

  func endTable(footer: [TableRow]) throws {
    guard let open = openTable else { return }
    openTable = nil
    if !footer.isEmpty {
      let holder = pdf.structure.add(.tableFoot, to: open.node)
      // The last row keeps its sums company.
      galley.keepLastWithNext()
      for (index, cells) in footer.enumerated() {
        let isLast = index == footer.count - 1
        galley.add(
          try box(
            open.table, Self.placed(cells), open.row + index, open.number, open.starts,
            pdf.structure.add(.tableRow, to: holder), isHead: false, isFoot: true, isLast: isLast),
          keepsWithNext: !isLast)
      }
    }
    galley.gap(10)
  }

  /// Cells side by side: rows that are streamed have none that reach over several of them.
  private static func placed(_ row: TableRow) -> [TableGrid.Cell] {
    var column = 0
    return row.cells.map { cell in
      defer { column += cell.columnSpan }
      return TableGrid.Cell(cell: cell, column: column, columnSpan: cell.columnSpan, rowSpan: 1)
    }
  }
}
