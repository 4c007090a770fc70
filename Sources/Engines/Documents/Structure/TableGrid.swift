/// A table's cells with the columns they stand in: spans are cut to what there is, missing cells are filled in.
public struct TableGrid: Sendable {
  public struct Cell: Sendable {
    public var cell: TableCell
    public var column: Int
    public var columnSpan: Int
    public var rowSpan: Int
  }

  public let columns: Int
  public let header: [[Cell]]
  public let rows: [[Cell]]
  public let footer: [[Cell]]

  public init(_ table: Table) {
    let all = [table.header, table.rows, table.footer]
    if !table.hasSpans {
      let width = all.flatMap { $0 }.reduce(table.columns.count) { max($0, $1.cells.count) }
      columns = width
      let groups = all.map { group in
        group.map { row in
          (0..<width).map { column in
            let cell = column < row.cells.count ? row.cells[column] : TableCell([Inline]())
            return Cell(cell: cell, column: column, columnSpan: 1, rowSpan: 1)
          }
        }
      }
      (header, rows, footer) = (groups[0], groups[1], groups[2])
      return
    }
    // The first pass finds the width, the second fills it.
    var width = table.columns.count
    for group in all {
      for row in Self.place(group, width: nil) { width = max(width, row.map { $0.column + $0.columnSpan }.max() ?? 0) }
    }
    columns = width
    let groups = all.map { Self.place($0, width: width) }
    (header, rows, footer) = (groups[0], groups[1], groups[2])
  }

  private static func place(_ group: [TableRow], width: Int?) -> [[Cell]] {
    /// How many rows below each column is still taken from above.
    var taken: [Int] = []
    var result: [[Cell]] = []
    for (index, row) in group.enumerated() {
      var cells: [Cell] = []
      var column = 0
      func isTaken(_ column: Int) -> Bool { column < taken.count && taken[column] > 0 }
      var placed = [Bool]()
      for cell in row.cells {
        while isTaken(column) { column += 1 }
        if let width, column >= width { break }
        var span = 1
        while span < cell.columnSpan, !isTaken(column + span), width.map({ column + span < $0 }) ?? true { span += 1 }
        let rowSpan = min(cell.rowSpan, group.count - index)
        cells.append(Cell(cell: cell, column: column, columnSpan: span, rowSpan: rowSpan))
        column += span
      }
      placed = [Bool](repeating: false, count: max(width ?? 0, column, taken.count))
      for column in placed.indices where isTaken(column) { placed[column] = true }
      for cell in cells { for column in cell.column..<cell.column + cell.columnSpan { placed[column] = true } }
      if let width {
        for column in 0..<width where !placed[column] {
          cells.append(Cell(cell: TableCell([Inline]()), column: column, columnSpan: 1, rowSpan: 1))
        }
        cells.sort { $0.column < $1.column }
      }
      for column in taken.indices where taken[column] > 0 { taken[column] -= 1 }
      for cell in cells where cell.rowSpan > 1 {
        while taken.count < cell.column + cell.columnSpan { taken.append(0) }
        for column in cell.column..<cell.column + cell.columnSpan { taken[column] = cell.rowSpan - 1 }
      }
      result.append(cells)
    }
    return result
  }
}
