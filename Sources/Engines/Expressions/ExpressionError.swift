/// What is wrong with an expression, or why it has no value, and where in its text.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Stable; a message may change, a code may not.
  public enum Code: String, Sendable, CaseIterable {
    case syntax = "expression.syntax"
    case unknownName = "expression.unknown-name"
    case unknownFunction = "expression.unknown-function"
    case arguments = "expression.arguments"
    case type = "expression.type"
    case value = "expression.value"
    case overflow = "expression.overflow"
    case divisionByZero = "expression.division-by-zero"
    case limit = "expression.limit"
  }

  public let code: Code
  public let message: String
  /// The whole expression.
  public let text: String
  /// Bytes of its UTF-8.
  public let range: Range<Int>

  public init(_ code: Code, _ message: String, in text: String, at range: Range<Int>) {
    self.code = code
    self.message = message
    self.text = text
    let end = text.utf8.count
    self.range = min(range.lowerBound, end)..<min(max(range.lowerBound, range.upperBound), end)
  }

  /// The place in characters, from 1.
  public var character: Int { String(decoding: text.utf8.prefix(range.lowerBound), as: UTF8.self).count + 1 }

  public var description: String { "\(message), at character \(character) of: \(excerpt)" }

  private var excerpt: String { text.utf8.count <= 200 ? text : String(text.prefix(200)) + "…" }

  /// The line of the expression it is about, and below it a mark.
  public var picture: String {
    let before = String(decoding: text.utf8.prefix(range.lowerBound), as: UTF8.self)
    let marked = String(decoding: text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    let lineStart = before.lastIndex { $0.isNewline }.map { before.index(after: $0) } ?? before.startIndex
    let column = before[lineStart...].count
    let line = text.dropFirst(before[..<lineStart].count).prefix { !$0.isNewline }
    let width = max(1, min(marked.count, line.count - column))
    return "\(line)\n\(String(repeating: " ", count: column))\(String(repeating: "^", count: width))"
  }
}

/// Why an operation has no value for its arguments; the place is added by who knows it.
struct OperationFault: Error {
  let code: ExpressionError.Code
  let message: String

  init(_ code: ExpressionError.Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
