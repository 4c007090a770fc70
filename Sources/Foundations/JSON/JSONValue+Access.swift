extension JSONValue {
  /// The member of that name; nil where there is none or this is no object. The last where there are several.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == name }?.value
  }

  /// The element at that index; nil where there is none or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The value that the pointer leads to.
  public subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      let found: JSONValue?
      switch value {
      case .object: found = value[token]
      case .array: found = Self.arrayIndex(token).flatMap { value[$0] }
      default: found = nil
      }
      guard let found else { return nil }
      value = found
    }
    return value
  }

  /// RFC 6901: digits without a zero in front.
  private static func arrayIndex(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard token.utf8.first != 0x30 || token.utf8.count == 1 else { return nil }
    return Int(token)
  }

  public var isNull: Bool { self == .null }

  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  public var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The integer, where it is one that fits.
  public var integer: Int? {
    if case .integer(let value) = self { Int(exactly: value) } else { nil }
  }

  /// The number, with or without fraction.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  public var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}
