/// A cell where it stands in its row.
public struct CellBox {
  public enum Anchor: Sendable {
    case top, middle, bottom
  }

  public var content: Galley
  public var x: Double
  public var width: Double
  /// Over how many rows it reaches.
  public var rowSpan: Int
  public var fill: TypeColor?
  public var anchor: Anchor
  public var padding: Double
  /// The height of the rows it reaches over, when these are more than one.
  public var spanHeight: Double?

  public init(
    _ content: Galley, x: Double, width: Double, rowSpan: Int = 1, fill: TypeColor? = nil, anchor: Anchor = .top,
    padding: Double = 4
  ) {
    self.content = content
    self.x = x
    self.width = width
    self.rowSpan = rowSpan
    self.fill = fill
    self.anchor = anchor
    self.padding = padding
  }
}
