/// Walks over the characters of a TOML text and knows where it is.
struct TOMLScanner {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0
  private(set) var line = 1
  private var lineStart = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The first byte that is no UTF-8; nil where all is.
  static func firstMalformed(_ bytes: [UInt8]) -> Int? {
    var parser = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): position += scalar.count
      case .error: return position
      case .emptyInput: return nil
      }
    }
  }

  var column: Int { position - lineStart + 1 }
  var isAtEnd: Bool { position == scalars.count }
  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func advance() {
    guard let scalar = next else { return }
    position += 1
    if scalar == "\n" {
      line += 1
      lineStart = position
    }
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    advance()
    return true
  }

  mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    while let scalar = next, condition(scalar) { advance() }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  func starts(with text: String) -> Bool {
    scalars[position...].starts(with: text.unicodeScalars)
  }

  func failure(_ code: TOMLError.Code, _ message: String) -> TOMLError {
    TOMLError(code: code, message: message, line: line, column: column)
  }

  // MARK: Space

  mutating func skipBlanks() {
    while next == " " || next == "\t" { advance() }
  }

  /// A comment, if there is one; its end is left.
  mutating func skipComment() throws(TOMLError) {
    guard next == "#" else { return }
    while let scalar = next, scalar != "\n", !(scalar == "\r" && peek(1) == "\n") {
      guard scalar == "\t" || !Self.isControl(scalar) else {
        throw failure(.malformed, "a comment may not hold control characters")
      }
      advance()
    }
  }

  /// Blanks, line breaks and comments.
  mutating func skipLines() throws(TOMLError) {
    while true {
      skipBlanks()
      try skipComment()
      if next == "\r", peek(1) == "\n" { advance() }
      guard take("\n") else { return }
    }
  }

  /// The rest of the line has to be empty.
  mutating func endLine() throws(TOMLError) {
    skipBlanks()
    try skipComment()
    if isAtEnd { return }
    if next == "\r", peek(1) == "\n" { advance() }
    guard take("\n") else { throw failure(.malformed, "expected the end of the line") }
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F
  }
}
