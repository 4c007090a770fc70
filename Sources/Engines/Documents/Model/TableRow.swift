/// One row of a table.
public struct TableRow: Sendable, Hashable {
  public var cells: [TableCell]

  public init(_ cells: [TableCell]) {
    self.cells = cells
  }
}
