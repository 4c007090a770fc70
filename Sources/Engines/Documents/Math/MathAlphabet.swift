/// Letters in the mathematical alphabets of Unicode.
public enum MathAlphabet {
  public static func text(_ text: String, _ variant: MathNode.Variant) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(self.scalar(scalar, variant)) }
    return result
  }

  /// The letter and the alphabet of a character that belongs to one.
  package static func origin(of character: Unicode.Scalar) -> (letter: Unicode.Scalar, variant: MathNode.Variant)? {
    origins[character]
  }

  private static let origins: [Unicode.Scalar: (letter: Unicode.Scalar, variant: MathNode.Variant)] = {
    var origins: [Unicode.Scalar: (letter: Unicode.Scalar, variant: MathNode.Variant)] = [:]
    let ranges: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
    let letters = ranges.joined().compactMap(Unicode.Scalar.init)
    for variant in MathNode.Variant.allCases where variant != .upright {
      for letter in letters {
        let character = scalar(letter, variant)
        if character != letter { origins[character] = (letter, variant) }
      }
    }
    return origins
  }()

  private static func scalar(_ scalar: Unicode.Scalar, _ variant: MathNode.Variant) -> Unicode.Scalar {
    if let special = exceptions[variant]?[scalar] { return special }
    let upper: UInt32
    let digits: UInt32?
    switch variant {
    case .upright: return scalar
    case .bold: (upper, digits) = (0x1D400, 0x1D7CE)
    case .italic: (upper, digits) = (0x1D434, nil)
    case .boldItalic: (upper, digits) = (0x1D468, nil)
    case .script: (upper, digits) = (0x1D49C, nil)
    case .fraktur: (upper, digits) = (0x1D504, nil)
    case .blackboard: (upper, digits) = (0x1D538, 0x1D7D8)
    case .sans: (upper, digits) = (0x1D5A0, 0x1D7E2)
    case .mono: (upper, digits) = (0x1D670, 0x1D7F6)
    }
    switch scalar.value {
    case 0x41...0x5A: return Unicode.Scalar(upper + scalar.value - 0x41) ?? scalar
    case 0x61...0x7A: return Unicode.Scalar(upper + 26 + scalar.value - 0x61) ?? scalar
    case 0x30...0x39: return digits.flatMap { Unicode.Scalar($0 + scalar.value - 0x30) } ?? scalar
    default: return scalar
    }
  }

  /// Letters that Unicode had before the alphabets.
  private static let exceptions: [MathNode.Variant: [Unicode.Scalar: Unicode.Scalar]] = [
    .italic: ["h": "ℎ"],
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
    .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
  ]
}
