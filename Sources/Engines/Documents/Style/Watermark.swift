/// What shines through behind the text of every page.
public struct Watermark: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case text(String)
    /// The name of a picture in the document's resources.
    case image(String)
  }

  public var content: Content
  public var color: Color
  /// 0 is invisible, 1 covers.
  public var opacity: Double
  /// In degrees, counterclockwise.
  public var angle: Double

  public init(_ content: Content, color: Color = Color(0x808080), opacity: Double = 0.15, angle: Double = 45) {
    self.content = content
    self.color = color
    self.opacity = min(max(opacity, 0), 1)
    self.angle = angle
  }
}
