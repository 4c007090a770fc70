/// How numbers of lists, pages and headings are written.
public enum NumberStyle: String, Sendable, Hashable, CaseIterable {
  case decimal
  case lowerLetter = "lower-letter"
  case upperLetter = "upper-letter"
  case lowerRoman = "lower-roman"
  case upperRoman = "upper-roman"

  /// The number in this style; what a style cannot write (0, negatives, huge Roman numbers) is decimal.
  public func text(_ number: Int) -> String {
    switch self {
    case .decimal: String(number)
    case .lowerLetter: Self.letters(number, first: 0x61)
    case .upperLetter: Self.letters(number, first: 0x41)
    case .lowerRoman: Self.roman(number).lowercased()
    case .upperRoman: Self.roman(number)
    }
  }

  /// a to z, then aa, ab and so on.
  private static func letters(_ number: Int, first: UInt8) -> String {
    guard number > 0 else { return String(number) }
    var letters: [UInt8] = []
    var rest = number
    while rest > 0 {
      rest -= 1
      letters.append(first + UInt8(rest % 26))
      rest /= 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  private static func roman(_ number: Int) -> String {
    guard (1...3999).contains(number) else { return String(number) }
    let values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    let signs = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    var rest = number
    var text = ""
    for (value, sign) in zip(values, signs) {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }
}
