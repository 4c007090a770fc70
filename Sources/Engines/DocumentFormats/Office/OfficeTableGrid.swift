internal import Documents

/// Places the cells of a table's rows in its columns, around cells that reach down from above.
struct OfficeTableGrid {
  struct Slot {
    let column: Int
    let columnSpan: Int
    /// How many rows it reaches, this one included.
    let rowSpan: Int
    /// Nil is the continuation of a cell from above, or a place that no cell fills.
    let cell: TableCell?
    let isContinued: Bool
  }

  let columns: Int
  /// For each column: rows still covered from above and, where such a cell begins, its width.
  private var covered: [(rows: Int, span: Int)]

  init(_ table: Table) {
    var widest = table.columns.count
    if widest == 0 {
      for row in table.header + table.rows + table.footer {
        widest = max(widest, row.cells.reduce(0) { $0 + $1.columnSpan })
      }
    }
    columns = max(widest, 1)
    covered = Array(repeating: (0, 0), count: columns)
  }

  /// The slots of the next row; they fill all columns. `below` is how many rows follow it in its part of the table.
  /// Cells that find no place are the second result.
  mutating func place(_ row: TableRow, below: Int) -> (slots: [Slot], lost: [TableCell]) {
    var slots: [Slot] = []
    var cells = row.cells[...]
    var column = 0
    while column < columns {
      if covered[column].rows > 0 {
        let span = max(covered[column].span, 1)
        for each in column..<min(column + span, columns) { covered[each].rows -= 1 }
        slots.append(Slot(column: column, columnSpan: span, rowSpan: 1, cell: nil, isContinued: true))
        column += span
        continue
      }
      guard let cell = cells.popFirst() else {
        slots.append(Slot(column: column, columnSpan: 1, rowSpan: 1, cell: nil, isContinued: false))
        column += 1
        continue
      }
      var span = 1
      while span < cell.columnSpan, column + span < columns, covered[column + span].rows == 0 { span += 1 }
      let rows = min(cell.rowSpan, below + 1)
      if rows > 1 {
        for each in column..<(column + span) { covered[each] = (rows - 1, each == column ? span : 0) }
      }
      slots.append(Slot(column: column, columnSpan: span, rowSpan: rows, cell: cell, isContinued: false))
      column += span
    }
    return (slots, Array(cells))
  }

  /// Widths of the columns, in the unit of `total`.
  ///
  /// Columns without a width share what is left by the length of what they contain; the first rows tell that.
  static func widths(_ table: Table, columns: Int, total: Double) -> [Double] {
    var fixed = [Double?](repeating: nil, count: columns)
    for (index, column) in table.columns.enumerated() where index < columns {
      switch column.width {
      case .automatic: break
      case .fraction(let share): fixed[index] = min(max(share, 0.01), 1) * total
      case .fixed(let length): fixed[index] = max(length.points(of: total), 4)
      }
    }
    let taken = fixed.reduce(0) { $0 + ($1 ?? 0) }
    let open = fixed.indices.filter { fixed[$0] == nil }
    if open.isEmpty || taken >= total {
      let filled = fixed.map { $0 ?? total / Double(columns) }
      let sum = filled.reduce(0, +)
      return filled.map { $0 * total / max(sum, 1) }
    }
    let wanted = lengths(table, columns: columns)
    let sum = open.reduce(0) { $0 + wanted[$1] }
    return fixed.indices.map { fixed[$0] ?? (total - taken) * wanted[$0] / max(sum, 1) }
  }

  private static func lengths(_ table: Table, columns: Int) -> [Double] {
    var longest = [Double](repeating: 6, count: columns)
    for row in (table.header + table.rows.prefix(40)) where row.cells.count == columns {
      for (column, cell) in row.cells.enumerated() where cell.columnSpan == 1 {
        var characters = 0
        for block in cell.blocks {
          for run in block.inlineRuns { characters = max(characters, run.plainText.unicodeScalars.count) }
        }
        longest[column] = max(longest[column], min(Double(characters), 48))
      }
    }
    return longest
  }
}

extension Table {
  /// Whether the document says how wide a column is.
  func hasWidth(_ column: Int) -> Bool { column < columns.count && columns[column].width != .automatic }
}

extension Table {
  /// A language that all text of the table is in becomes the table's.
  mutating func liftLanguage() {
    var languages: Set<String?> = []
    func paragraphs(_ rows: inout [TableRow], _ change: (inout Paragraph) -> Void) {
      for row in rows.indices {
        for cell in rows[row].cells.indices {
          for block in rows[row].cells[cell].blocks.indices {
            guard case .paragraph(var paragraph) = rows[row].cells[cell].blocks[block] else { continue }
            change(&paragraph)
            rows[row].cells[cell].blocks[block] = .paragraph(paragraph)
          }
        }
      }
    }
    for part in [\Table.header, \Table.rows, \Table.footer] {
      paragraphs(&self[keyPath: part]) { languages.insert($0.attributes.language) }
    }
    guard languages.count == 1, let language = languages.first ?? nil else { return }
    attributes.language = language
    for part in [\Table.header, \Table.rows, \Table.footer] {
      paragraphs(&self[keyPath: part]) { $0.attributes.language = nil }
    }
  }
}
