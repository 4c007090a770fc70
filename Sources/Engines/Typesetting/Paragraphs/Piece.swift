/// A part of a paragraph that no line end divides: glyphs of one font and style, a space, or an object.
struct Piece {
  enum Kind: UInt8 {
    case text, space, tab, lineBreak, object
    /// Where a word may be divided: nothing, or a hyphen at the end of a line.
    case hyphen
  }

  var kind: Kind
  var level: UInt8
  /// Whether the line may end behind it.
  var mayEndLine: Bool
  var isPlain: Bool
  var isComplex = false
  var font: Int32
  var style: Int32
  var start: Int32
  var count: Int32
  var textStart: Int32
  var textCount: Int32
  var width: Double
}
