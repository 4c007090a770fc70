internal import Foundation

/// Any JSON value; written as Swift literals.
///
/// ```swift
/// let content: AnyJSON = ["title": "Sales", "sections": [["heading": "May", "content": "They doubled."]]]
/// ```
///
/// The members of an object are sent in their order, which is the order of the columns where rows are exported. Two
/// objects with the same members are equal in any order.
public enum AnyJSON: Sendable {
  /// A name and its value in an object.
  public struct Member: Sendable, Hashable {
    public var name: String
    public var value: AnyJSON

    public init(_ name: String, _ value: AnyJSON) {
      self.name = name
      self.value = value
    }
  }

  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([AnyJSON])
  case object([Member])

  /// The JSON form of any value that can be encoded; its members come in the order of their names.
  public init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    self = try JSONDecoder().decode(AnyJSON.self, from: encoder.encode(value))
  }

  /// The member of an object; nil where there is none.
  public subscript(name: String) -> AnyJSON? {
    if case .object(let members) = self { members.last { $0.name == name }?.value } else { nil }
  }

  /// The element of an array; nil where there is none.
  public subscript(index: Int) -> AnyJSON? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  public var integer: Int? {
    if case .integer(let integer) = self { Int(exactly: integer) } else { nil }
  }

  /// A number, whole or not.
  public var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}

extension AnyJSON: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let elements = try? container.decode([AnyJSON].self) {
      self = .array(elements)
    } else {
      let members = try container.decode([String: AnyJSON].self)
      self = .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let flag): try container.encode(flag)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .string(let text): try container.encode(text)
    case .array(let elements): try container.encode(elements)
    case .object(let members):
      try container.encode(Dictionary(members.map { ($0.name, $0.value) }) { _, last in last })
    }
  }
}

extension AnyJSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral integer: Int64) { self = .integer(integer) }
  public init(floatLiteral number: Double) { self = .number(number) }
  public init(booleanLiteral flag: Bool) { self = .bool(flag) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: AnyJSON...) { self = .array(elements) }

  public init(dictionaryLiteral members: (String, AnyJSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}

extension AnyJSON: Hashable {
  public static func == (left: AnyJSON, right: AnyJSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): Set(left) == Set(right)
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    case .object(let members): hasher.combine(Set(members))
    case .integer, .number: hasher.combine(number)
    }
  }
}
