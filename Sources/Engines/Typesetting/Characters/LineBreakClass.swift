/// The line breaking classes of UAX 14 (Unicode 15), those without a rule of their own already resolved.
enum LineBreakClass: UInt8 {
  case alphabetic, mandatory, carriageReturn, lineFeed, nextLine, space, zeroSpace, wordJoiner, glue, combining,
    zeroJoiner, both, after, before, hyphen, contingent, close, closeParenthesis, exclamation, inseparable, nonStarter,
    open, quotation, infix, numeric, postfix, prefix, symbol, hebrew, emojiBase, emojiModifier, hangul2, hangul3,
    ideograph, jamoL, jamoV, jamoT, regional, dictionary, openWide, closeParenthesisWide, unassignedPicture

  static let count = 42

  static func isHangul(_ kind: UInt8) -> Bool {
    kind == hangul2.rawValue || kind == hangul3.rawValue || kind >= jamoL.rawValue && kind <= jamoT.rawValue
  }

  /// The raw classes of all code points.
  static let table = LineBreakTable(runs)
}
