/// Something in a line that is not text: a picture, a formula, a field whose text comes later.
public struct InlineObject {
  public enum Content {
    case drawing(any Drawing)
    /// Nothing but room.
    case space
    /// The note belongs to the foot of the page that gets this line.
    case note(Galley)
    /// Matter that stands elsewhere, near this place.
    case float(FloatBox)
    /// The line carries a name that others point at.
    case anchor(Int32)
    /// Fills the line up, with a repeated text if it has one (the dots of a table of contents).
    case filler(leader: Bool)
    /// A number that is known when all pages are laid out, set against the right end of its width.
    case lateText(Int32)
  }

  public var width: Double
  public var ascent: Double
  public var descent: Double
  public var mark: Int32
  public var content: Content

  public init(_ content: Content, width: Double = 0, ascent: Double = 0, descent: Double = 0, mark: Int32 = -1) {
    self.content = content
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.mark = mark
  }
}
