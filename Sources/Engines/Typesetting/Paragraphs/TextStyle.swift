/// How a stretch of text looks, and what it belongs to.
public struct TextStyle: Hashable, Sendable {
  /// The shaper's number of the fonts.
  public var stack: Int
  public var size: Double
  public var color: TypeColor
  /// Above the baseline, in points.
  public var rise = 0.0
  public var isUnderlined = false
  public var isStruck = false
  public var background: TypeColor?
  /// Where it belongs in the structure: a number of the surface's own.
  public var mark: Int32 = -1
  /// Where it leads: a number of the surface's own.
  public var link: Int32 = -1
  /// The language of hyphenation; empty does not hyphenate.
  public var hyphenation = ""

  public init(stack: Int, size: Double, color: TypeColor = .black) {
    self.stack = stack
    self.size = size
    self.color = color
  }
}
