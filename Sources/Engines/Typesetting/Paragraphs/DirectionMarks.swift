/// Where text from right to left needs marks that nobody sees, so that it comes back from a file in its order.
///
/// Readers turn the order of sight into the order of reading by rules of their own. Poppler takes what lies between a
/// number and the next letter for a part of the number; pdfium mirrors brackets that stand among letters. A mark from
/// right to left behind the number ends it, and a bracket between a mark of either direction is left as it is. Both
/// readers were tried with each of the marks.
enum DirectionMarks {
  static let rightToLeft: Unicode.Scalar = "\u{200F}"
  static let leftToRight: Unicode.Scalar = "\u{200E}"
  /// How far inside of a bracket its mark stands, in parts of the size: on its very edge it changes places with the next
  /// letter.
  static let inset = 0.07

  /// Brackets that are drawn mirrored: they make a piece of their own.
  @inline(__always)
  static func isBracket(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0xAB, 0xBB, 0x2039, 0x203A, 0x2045, 0x2046, 0x27E6...0x27EB:
      true
    default: false
    }
  }

  /// Signs that count as parts of numbers: separators, plus and minus, currencies, per cent.
  static func belongsToNumbers(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x23...0x25, 0x2B...0x2F, 0x3A, 0xA0, 0xA2...0xA5, 0xB0...0xB1, 0x60C, 0x66A...0x66C, 0x2030...0x2034,
      0x20A0...0x20CF, 0x2212:
      true
    default: false
    }
  }
}
