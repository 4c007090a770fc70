/// A place in a document: it knows the way to itself, so that every error says where it happened.
///
/// Going to a place never fails; asking for what is there does.
public struct JSONCursor: Sendable {
  private enum Found: Sendable {
    case value(JSONValue)
    case missing
    /// There is something else on the way.
    case blocked(JSONError)
  }

  private indirect enum Path: Sendable {
    case document
    case name(String, of: Path)
    case index(Int, of: Path)
  }

  private let found: Found
  private let path: Path

  public init(_ document: JSONValue) {
    self.init(.value(document), .document)
  }

  private init(_ found: Found, _ path: Path) {
    self.found = found
    self.path = path
  }

  /// The way here (RFC 6901); the whole document is "".
  public var pointer: String {
    var tokens: [String] = []
    var path = path
    while true {
      switch path {
      case .document:
        return JSONPointer(tokens: tokens.reversed()).description
      case .name(let name, let parent):
        tokens.append(name)
        path = parent
      case .index(let index, let parent):
        tokens.append(String(index))
        path = parent
      }
    }
  }

  /// The member of that name.
  public subscript(name: String) -> JSONCursor {
    let here = Path.name(name, of: path)
    guard case .value(let value) = found else { return JSONCursor(found, here) }
    guard case .object = value else { return JSONCursor(.blocked(wrongType("an object")), here) }
    return JSONCursor(value[name].map(Found.value) ?? .missing, here)
  }

  /// Nil where there is nothing, or null.
  public var ifPresent: JSONCursor? {
    switch found {
    case .missing, .value(.null): nil
    default: self
    }
  }

  public func value() throws(JSONError) -> JSONValue {
    switch found {
    case .value(let value): return value
    case .missing: throw JSONError(code: .missing, message: "a value is missing", pointer: pointer)
    case .blocked(let error): throw error
    }
  }

  public func string() throws(JSONError) -> String {
    guard case .string(let text) = try value() else { throw wrongType("a string") }
    return text
  }

  public func bool() throws(JSONError) -> Bool {
    guard case .bool(let flag) = try value() else { throw wrongType("true or false") }
    return flag
  }

  /// An integer; a whole number like `3.0` is none.
  public func integer() throws(JSONError) -> Int {
    guard let integer = try value().integer else { throw wrongType("an integer") }
    return integer
  }

  public func integer(in range: ClosedRange<Int>) throws(JSONError) -> Int {
    let integer = try integer()
    guard range.contains(integer) else {
      throw failure("expected an integer between \(range.lowerBound) and \(range.upperBound), not \(integer)")
    }
    return integer
  }

  public func number() throws(JSONError) -> Double {
    guard let number = try value().number else { throw wrongType("a number") }
    return number
  }

  /// A string that is one of the type's raw values.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(JSONError) -> Choice {
    let text = try string()
    guard let choice = Choice(rawValue: text) else {
      let names = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw failure("expected one of \(names), not '\(text.prefix(100))'")
    }
    return choice
  }

  public func decode<Decoded: JSONDecodable>(_ type: Decoded.Type = Decoded.self) throws(JSONError) -> Decoded {
    try Decoded(json: self)
  }

  /// The elements of an array.
  public func elements() throws(JSONError) -> [JSONCursor] {
    guard case .array(let elements) = try value() else { throw wrongType("an array") }
    return elements.indices.map { JSONCursor(.value(elements[$0]), .index($0, of: path)) }
  }

  public func array<Decoded: JSONDecodable>(of type: Decoded.Type = Decoded.self) throws(JSONError) -> [Decoded] {
    var decoded: [Decoded] = []
    for element in try elements() { decoded.append(try Decoded(json: element)) }
    return decoded
  }

  /// The members of an object.
  public func members() throws(JSONError) -> [(name: String, value: JSONCursor)] {
    guard case .object(let members) = try value() else { throw wrongType("an object") }
    return members.map { ($0.key, JSONCursor(.value($0.value), .name($0.key, of: path))) }
  }

  /// Refuses names that are not among these, with the nearest one as a suggestion.
  public func allow(_ names: String...) throws(JSONError) {
    try allow(names)
  }

  /// Refuses names that are not among these, with the nearest one as a suggestion.
  public func allow(_ names: [String]) throws(JSONError) {
    for (name, value) in try members() where !names.contains(name) {
      var message = "the name '\(name.prefix(100))' is unknown here"
      if let nearest = NearestName.of(name, among: names) { message += "; did you mean '\(nearest)'?" }
      throw JSONError(code: .unknownKey, message: message, pointer: value.pointer)
    }
  }

  /// An error about the value here, for the caller to throw.
  public func failure(_ message: String) -> JSONError {
    JSONError(code: .value, message: message, pointer: pointer)
  }

  private func wrongType(_ expected: String) -> JSONError {
    var message = "expected \(expected)"
    if case .value(let value) = found { message += ", not \(value.kind)" }
    return JSONError(code: .type, message: message, pointer: pointer)
  }
}

extension JSONValue {
  /// The kind of value in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
