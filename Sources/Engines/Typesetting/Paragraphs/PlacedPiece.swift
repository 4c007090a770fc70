/// Glyphs of one font and style where they stand in their line.
public struct PlacedPiece {
  /// From the line's left end.
  public var x: Double
  /// In the shaper's store.
  public var start: Int32
  public var count: Int32
  public var font: Int32
  /// In the galley's styles.
  public var style: Int32
  public var isPlain: Bool
  public var isComplex = false
}
