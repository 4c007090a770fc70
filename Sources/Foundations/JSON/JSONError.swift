/// Why a JSON text was refused, and where.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// Stable; a message may change, a code may not.
  public enum Code: String, Sendable, CaseIterable {
    case syntax = "json.syntax"
    case endsEarly = "json.ends-early"
    case trailing = "json.trailing"
    case encoding = "json.encoding"
    case escape = "json.escape"
    case number = "json.number"
    case numberRange = "json.number-range"
    case duplicateKey = "json.duplicate-key"
    case tooDeep = "json.too-deep"
    case tooLarge = "json.too-large"
    /// The text is JSON, but the value is of another kind than the program asked for.
    case type = "json.type"
    case missing = "json.missing"
    case unknownKey = "json.unknown-key"
    /// The value has the right kind and is not allowed.
    case value = "json.value"
  }

  public struct Position: Hashable, Sendable {
    /// From 0, in bytes.
    public let offset: Int
    /// From 1.
    public let line: Int
    /// From 1, in bytes.
    public let column: Int
  }

  public let code: Code
  /// What is wrong and what was expected, without the place.
  public let message: String
  /// The innermost value that was being read, as an RFC 6901 pointer; the whole document is "".
  public let pointer: String
  /// Nil where a value was judged after reading.
  public let position: Position?

  public init(code: Code, message: String, pointer: String, position: Position? = nil) {
    self.code = code
    self.message = message
    self.pointer = pointer
    self.position = position
  }

  public var description: String {
    var text = message
    if !pointer.isEmpty { text += " at \(pointer)" }
    if let position { text += " (line \(position.line), column \(position.column))" }
    return text
  }
}
