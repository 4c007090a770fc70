/// A table's cells with the columns they stand in: spans are cut to what there is, missing cells are filled in.
public struct TableGrid: Sendable {
  public struct Cell: Sendable {
    public var cell: TableCell
    public var column: Int
    public var columnSpan: Int
    public var rowSpan: Int

    public init(cell: TableCell, column: Int, columnSpan: Int, rowSpan: Int) {
      self.cell = cell
      self.column = column
      self.columnSpan = columnSpan
      self.rowSpan = rowSpan
    }
  }

  public let columns: Int
  public let header: [[Cell]]
  public let rows: [[Cell]]
  public let footer: [[Cell]]

  public init(_ table: Table) {
    var placement = TablePlacement(table)
    columns = placement.width
    func place(_ part: [TableRow]) -> [[Cell]] {
      part.enumerated().map { index, row in
        placement.place(row, below: part.count - index - 1).compactMap { slot in
          slot.isContinued
            ? nil
            : Cell(
              cell: slot.cell ?? TableCell([Inline]()), column: slot.column, columnSpan: slot.columnSpan,
              rowSpan: slot.rowSpan)
        }
      }
    }
    header = place(table.header)
    rows = place(table.rows)
    footer = place(table.footer)
  }
}
