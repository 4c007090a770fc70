/// A glyph of a run.
public struct PlacedGlyph: Sendable {
  /// The pair of glyph and text in the font's `slots`.
  public var slot: Int32
  /// How far the pen moves, in font units.
  public var advance: Int16
  public var offsetX: Int16
  public var offsetY: Int16
  /// The byte of the run's text where its cluster begins.
  public var cluster: UInt16
}
