extension TOMLScanner {
  /// A text in single or double quotes.
  mutating func quotedString() throws(TOMLError) -> String {
    let start = self
    let isBasic = next == "\""
    let quote: Unicode.Scalar = isBasic ? "\"" : "'"
    advance()
    var text = String.UnicodeScalarView()
    while let scalar = next {
      if scalar == "\n" || scalar == "\r" { break }
      guard scalar == "\t" || !Self.isControl(scalar) else {
        throw failure(.malformed, "a text may not hold control characters; write them as \\uXXXX")
      }
      if scalar == quote {
        advance()
        return String(text)
      }
      if isBasic, scalar == "\\" {
        text.append(try escapedScalar())
      } else {
        text.append(scalar)
        advance()
      }
    }
    throw start.failure(.malformed, "the text has no closing quote on its line")
  }

  private mutating func escapedScalar() throws(TOMLError) -> Unicode.Scalar {
    let start = self
    advance()
    let letter = next
    advance()
    switch letter {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "\"": return "\""
    case "\\": return "\\"
    case "u": return try hexadecimalScalar(digits: 4, start)
    case "U": return try hexadecimalScalar(digits: 8, start)
    default:
      throw start.failure(.malformed, "unknown escape; in single quotes a backslash is a backslash")
    }
  }

  private mutating func hexadecimalScalar(digits: Int, _ start: TOMLScanner) throws(TOMLError) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw start.failure(.malformed, "the escape needs \(digits) hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw start.failure(.malformed, "the escape names no character")
    }
    return scalar
  }
}
