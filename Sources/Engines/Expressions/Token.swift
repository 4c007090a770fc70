/// A word of an expression.
struct Token {
  enum Kind: Equatable {
    case name, bracketedName, text, number, symbol, end
  }

  let kind: Kind
  /// The name in the form it was written, the text without its quotes, the symbol.
  let text: String
  let range: Range<Int>

  /// A keyword or function is the same in capitals.
  var word: String? { kind == .name ? text.lowercased() : nil }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}
