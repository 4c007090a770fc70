/// A row of a table.
public struct RowBox {
  public var cells: [CellBox]
  public var height: Double
  public var isHeader: Bool
  public var table: Int
  /// Lines at the top and the bottom, and between the columns.
  public var lineAbove: TypeColor?
  public var lineBelow: TypeColor?
  public var lineWidth: Double
  public var verticals: [Double]
  public var left: Double
  public var right: Double

  public init(
    _ cells: [CellBox], height: Double, isHeader: Bool, table: Int, left: Double, right: Double,
    lineWidth: Double = 0.5
  ) {
    self.cells = cells
    self.height = height
    self.isHeader = isHeader
    self.table = table
    self.left = left
    self.right = right
    self.lineWidth = lineWidth
    verticals = []
  }
}
