/// What lies behind some strips in a row: the grey of a code block, the bar of a quotation, a box.
public struct Decoration: Sendable, Equatable {
  public var fill: TypeColor?
  public var border: TypeColor?
  public var bar: TypeColor?
  public var barWidth = 3.0
  /// From the column's left end.
  public var left: Double
  public var right: Double
  /// Above and below the strips.
  public var padding: Double
  /// The decoration around this one, or -1.
  public var parent: Int32 = -1
  public var depth = 0

  public init(left: Double, right: Double, padding: Double = 0) {
    self.left = left
    self.right = right
    self.padding = padding
  }
}
