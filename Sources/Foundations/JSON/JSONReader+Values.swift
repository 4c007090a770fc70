extension JSONReader {
  /// Reads a string value.
  public mutating func readString() throws(JSONError) -> String {
    guard try next() == .string else { throw failure(.type, "expected a string") }
    return text
  }

  /// Reads an integer value.
  public mutating func readInteger() throws(JSONError) -> Int64 {
    guard try next() == .integer else { throw failure(.type, "expected an integer") }
    return integer
  }

  /// Reads a number, with or without fraction.
  public mutating func readNumber() throws(JSONError) -> Double {
    switch try next() {
    case .integer, .number: return number
    default: throw failure(.type, "expected a number")
    }
  }

  public mutating func readBool() throws(JSONError) -> Bool {
    switch try next() {
    case .true: return true
    case .false: return false
    default: throw failure(.type, "expected true or false")
    }
  }

  /// Reads an object; `member` is called at each name and must read or skip its value.
  public mutating func readObject(
    _ member: (_ key: String, _ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard try next() == .beginObject else { throw failure(.type, "expected an object") }
    while try next() == .key { try member(text, &self) }
  }

  /// Reads an array; `element` is called before each value and must read or skip it.
  public mutating func readArray(_ element: (_ reader: inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    guard try next() == .beginArray else { throw failure(.type, "expected an array") }
    while try hasElement() { try element(&self) }
  }

  /// Whether the open array has another element; where it has none, the array is left.
  public mutating func hasElement() throws(JSONError) -> Bool {
    skipWhitespace()
    guard cursor.pointee == UInt8(ascii: "]"), place == .firstElement || place == .nextElement else { return true }
    _ = try next()
    return false
  }

  /// Skips the next value with all that is in it.
  public mutating func skipValue() throws(JSONError) {
    let depth = nesting.depth
    repeat { _ = try next() } while nesting.depth > depth
  }

  /// Makes sure that nothing but white space follows.
  public mutating func finish() throws(JSONError) {
    guard try next() == .end else { throw failure(.trailing, "expected the end of the document") }
  }
}
