/// A glyph that is drawn beside the pen, in font units: a mark, or one that shows nothing and only stands for text.
public struct GlyphShift: Hashable, Sendable {
  public var x: Int16
  public var y: Int16
  /// How far it moves the pen in the file.
  public var advance: Int16

  public static let none = GlyphShift(x: 0, y: 0, advance: 0)
}
