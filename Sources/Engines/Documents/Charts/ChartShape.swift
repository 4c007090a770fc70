/// A piece of a drawn chart; lengths are in points from the upper left corner.
public enum ChartShape: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  public enum Anchor: String, Sendable, Hashable, CaseIterable {
    case start, middle, end
  }

  public enum Paint: Sendable, Hashable {
    /// The text's colour, a muted one, a thin line's.
    case text, muted, line
    /// A series' colour, by its index.
    case series(Int)
    /// The ground behind everything.
    case background
  }

  case rectangle(Point, width: Double, height: Double, fill: Paint)
  case line([Point], width: Double, stroke: Paint)
  case polygon([Point], fill: Paint, opacity: Double)
  case circle(Point, radius: Double, fill: Paint)
  /// The baseline begins, has its middle or ends at the point; `isVertical` runs upwards.
  case text(String, at: Point, size: Double, anchor: Anchor, fill: Paint, isVertical: Bool)
}
