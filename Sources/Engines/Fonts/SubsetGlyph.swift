/// A glyph of a font cut down: one of the font's, where it is or moved.
public struct SubsetGlyph: Hashable, Sendable {
  public var glyph: Int
  /// In font units.
  public var shiftX: Int
  public var shiftY: Int
  /// How far a moved glyph moves the pen.
  public var advance: Int

  public init(_ glyph: Int, shiftX: Int = 0, shiftY: Int = 0, advance: Int = 0) {
    self.glyph = glyph
    self.shiftX = shiftX
    self.shiftY = shiftY
    self.advance = advance
  }

  public var isMoved: Bool { shiftX != 0 || shiftY != 0 || advance != 0 }
}
