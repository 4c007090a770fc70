/// Places the cells of a table's rows in its columns, row by row, around cells that reach down from above.
package struct TablePlacement {
  package struct Slot {
    package let column: Int
    package let columnSpan: Int
    /// How many rows it reaches, this one included.
    package let rowSpan: Int
    /// Nil is the continuation of a cell from above, or a place that no cell fills.
    package let cell: TableCell?
    package let isContinued: Bool
  }

  /// As many as the table names, or as its widest row takes; a table has at least one.
  package var columns: Int { max(width, 1) }
  /// Nothing for a table without columns and cells.
  let width: Int
  /// For each column: rows still covered from above and, where such a cell begins, its width.
  private var covered: [(rows: Int, span: Int)]

  package init(_ table: Table) {
    width = Self.width(of: table)
    covered = Array(repeating: (0, 0), count: max(width, 1))
  }

  /// The slots of the next row; they fill all columns. `below` is how many rows follow it in its part of the table.
  package mutating func place(_ row: TableRow, below: Int) -> [Slot] {
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
    return slots
  }

  private static func width(of table: Table) -> Int {
    let parts = [table.header, table.rows, table.footer]
    guard table.hasSpans else {
      return parts.joined().reduce(table.columns.count) { max($0, $1.cells.count) }
    }
    var width = table.columns.count
    for part in parts {
      /// How many rows below each column is still taken from above.
      var taken: [Int] = []
      for (index, row) in part.enumerated() {
        var column = 0
        var reaching: [(columns: Range<Int>, rows: Int)] = []
        for cell in row.cells {
          while column < taken.count, taken[column] > 0 { column += 1 }
          var span = 1
          while span < cell.columnSpan, column + span >= taken.count || taken[column + span] == 0 { span += 1 }
          let rows = min(cell.rowSpan, part.count - index)
          if rows > 1 { reaching.append((column..<column + span, rows - 1)) }
          column += span
        }
        width = max(width, column)
        for column in taken.indices where taken[column] > 0 { taken[column] -= 1 }
        for cell in reaching {
          while taken.count < cell.columns.upperBound { taken.append(0) }
          for column in cell.columns { taken[column] = cell.rows }
        }
      }
    }
    return width
  }
}
