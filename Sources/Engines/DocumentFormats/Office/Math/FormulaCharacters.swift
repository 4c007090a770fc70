/// The characters of Unicode's mathematical alphabets.
enum FormulaCharacters {
  /// Letters of a text in a variant, where Unicode has such letters.
  static func text(_ text: String, _ variant: Formula.Variant) -> String {
    guard let base = bases[variant] else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let exception = exceptions[variant]?[scalar] {
        result.append(exception)
        continue
      }
      let value: UInt32? =
        switch scalar {
        case "A"..."Z": base + (scalar.value - 0x41)
        case "a"..."z": base + 26 + (scalar.value - 0x61)
        default: nil
        }
      result.append(value.flatMap(Unicode.Scalar.init) ?? scalar)
    }
    return String(result)
  }

  private static let bases: [Formula.Variant: UInt32] = [
    .doubleStruck: 0x1D538, .script: 0x1D49C, .fraktur: 0x1D504,
  ]

  /// Letters that had a place before the alphabets came.
  private static let exceptions: [Formula.Variant: [Unicode.Scalar: Unicode.Scalar]] = [
    .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
  ]
}
