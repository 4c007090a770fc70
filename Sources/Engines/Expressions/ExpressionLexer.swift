/// Cuts an expression into tokens.
struct ExpressionLexer {
  private let source: String
  private let bytes: [UInt8]
  private var index = 0

  init(_ source: String) {
    self.source = source
    bytes = Array(source.utf8)
  }

  private func failure(_ message: String, _ range: Range<Int>) -> ExpressionError {
    ExpressionError(.syntax, message, in: source, at: range)
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private func slice(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  mutating func next() throws(ExpressionError) -> Token {
    while index < bytes.count, bytes[index] == 0x20 || (9...13).contains(bytes[index]) { index += 1 }
    let first = index
    guard index < bytes.count else { return Token(kind: .end, text: "", range: first..<first) }
    let byte = bytes[index]
    if Self.isNameStart(byte) {
      while index < bytes.count, Self.isNameStart(bytes[index]) || Self.isDigit(bytes[index]) { index += 1 }
      return Token(kind: .name, text: slice(first..<index), range: first..<index)
    }
    if Self.isDigit(byte) || (byte == UInt8(ascii: ".") && Self.isDigit(self.byte(index + 1))) { return try number() }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quoted(until: byte, .text)
    case UInt8(ascii: "["): return try quoted(until: UInt8(ascii: "]"), .bracketedName)
    default: break
    }
    for symbol in ["==", "!=", "<>", "<=", ">=", "||"] where slice(index..<min(index + 2, bytes.count)) == symbol {
      index += 2
      return Token(kind: .symbol, text: symbol, range: first..<index)
    }
    guard "=<>+-*/%(),.:".utf8.contains(byte) else {
      let shown = source.unicodeScalars.first { $0.utf8.first == byte }.map { String($0) } ?? ""
      throw failure("'\(shown)' is no sign of the language", first..<(first + 1))
    }
    index += 1
    return Token(kind: .symbol, text: slice(first..<index), range: first..<index)
  }

  /// The end sign written twice stands for itself.
  private mutating func quoted(until end: UInt8, _ kind: Token.Kind) throws(ExpressionError) -> Token {
    let first = index
    var content: [UInt8] = []
    index += 1
    while index < bytes.count {
      if bytes[index] == end {
        guard byte(index + 1) == end else {
          index += 1
          return Token(kind: kind, text: String(decoding: content, as: UTF8.self), range: first..<index)
        }
        index += 1
      }
      content.append(bytes[index])
      index += 1
    }
    throw failure(kind == .text ? "a text is not closed" : "a name in brackets is not closed", first..<bytes.count)
  }

  private mutating func number() throws(ExpressionError) -> Token {
    let first = index
    while Self.isDigit(byte(index)) { index += 1 }
    if byte(index) == UInt8(ascii: ".") {
      index += 1
      while Self.isDigit(byte(index)) { index += 1 }
    }
    if byte(index) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(index + 1) == UInt8(ascii: "-") || byte(index + 1) == UInt8(ascii: "+") ? 1 : 0
      if Self.isDigit(byte(index + 1 + sign)) {
        index += 1 + sign
        while Self.isDigit(byte(index)) { index += 1 }
      }
    }
    if index < bytes.count, Self.isNameStart(bytes[index]) {
      throw failure(
        "a number cannot go on with a letter; a name that begins with a digit needs brackets", first..<(index + 1))
    }
    return Token(kind: .number, text: slice(first..<index), range: first..<index)
  }
}
