/// What a column or a parameter can hold in every driver.
///
/// A boolean is the integer 0 or 1, a time is an integer of microseconds since 1970 in UTC.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  public static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
  public static func bool(_ value: Bool) -> SQLValue { .integer(Int64(value ? 1 : 0)) }
  public static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
  public static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  public static func blob(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }

  /// What the value is called in an error.
  var kind: String {
    switch self {
    case .null: "null"
    case .integer: "an integer"
    case .real: "a real number"
    case .text: "text"
    case .blob: "bytes"
    }
  }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
}

extension DatabaseError {
  /// Neither driver can keep a text with U+0000: one would cut it, the other refuse it.
  package static func nulInText(parameter: Int) -> DatabaseError {
    DatabaseError(
      .invalidValue, "The text for $\(parameter) contains a NUL character (U+0000). Remove it, or store bytes.")
  }

  /// One driver would turn it into null.
  package static func notANumber(parameter: Int) -> DatabaseError {
    DatabaseError(.invalidValue, "The number for $\(parameter) is not a number (NaN). Store null instead.")
  }
}
