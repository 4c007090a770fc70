/// What `JSONReader.next()` came to; the reader has the contents.
public enum JSONToken: UInt8, Sendable, Hashable {
  case beginObject, endObject, beginArray, endArray
  /// A member's name; its value is the next token.
  case key
  case string
  /// A number without fraction and exponent that fits into `Int64`.
  case integer
  /// Any other number.
  case number
  case `true`, `false`, null
  /// After the document.
  case end
}
