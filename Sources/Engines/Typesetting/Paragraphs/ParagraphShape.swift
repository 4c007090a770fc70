/// How a paragraph stands in its column.
public struct ParagraphShape: Sendable {
  public enum Alignment: Sendable {
    /// Left in text from left to right, right in the other.
    case start
    case end, center, justified
  }

  public enum Direction: Sendable {
    case leftToRight, rightToLeft
    /// By the first strong character.
    case automatic
  }

  public var alignment = Alignment.start
  public var direction = Direction.automatic
  /// From baseline to baseline, in points; lines with something higher get more.
  public var leading: Double
  public var firstIndent = 0.0
  public var startIndent = 0.0
  public var endIndent = 0.0
  public var spaceBefore = 0.0
  public var spaceAfter = 0.0
  public var keepsWithNext = false
  /// No page ends inside of it.
  public var keepsTogether = false
  public var preservesSpaces = false
  /// How many lines must stand together at both ends.
  public var orphans = 2
  public var widows = 2

  public init(leading: Double) {
    self.leading = leading
  }
}
