extension JSONValue {
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }

  public init(parsing text: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }

  public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }
}

extension JSONReader {
  /// Reads the next value as a tree.
  public mutating func readValue() throws(JSONError) -> JSONValue {
    try value(of: next())
  }

  private mutating func value(of token: JSONToken) throws(JSONError) -> JSONValue {
    switch token {
    case .null: return .null
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .integer: return .integer(integer)
    case .number: return .number(number)
    case .string: return .string(text)
    case .beginArray:
      var elements: [JSONValue] = []
      while true {
        let token = try next()
        if token == .endArray { return .array(elements) }
        elements.append(try value(of: token))
      }
    case .beginObject:
      var members: [JSONValue.Member] = []
      while try next() == .key {
        let key = text
        let place = limits.duplicateKeys == .keepAll ? nil : members.firstIndex { $0.key == key }
        if place != nil, limits.duplicateKeys == .refuse {
          throw failure(.duplicateKey, "the name '\(key)' appears twice")
        }
        let value = try readValue()
        if let place {
          if limits.duplicateKeys == .keepLast { members[place].value = value }
        } else {
          members.append(.init(key, value))
        }
      }
      return .object(members)
    case .endArray, .endObject, .key, .end:
      throw failure(.syntax, "expected a value")
    }
  }
}
