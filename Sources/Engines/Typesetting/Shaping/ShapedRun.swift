/// Glyphs of one font in a row, in the order in which they are drawn, from left to right.
public struct ShapedRun: Sendable {
  /// The place of the first glyph in the shaper's store.
  public var start: Int32
  public var count: Int32
  /// In font units.
  public var width: Int32
  /// Whether all glyphs stand where their widths put them.
  public var isPlain: Bool
  /// Whether readers of a file may get its text wrong: several glyphs draw one cluster, or marks are moved.
  public var isComplex = false
}
