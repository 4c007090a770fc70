/// What an expression's value is known to be before any value is there.
public indirect enum ExpressionType: Sendable, Hashable {
  /// Not known until there is a value: a template's data.
  case any
  /// Nothing but missing values.
  case null
  case boolean, integer, number, text, date, time, duration, binary
  case decimal(precision: Int, scale: Int)
  /// With a zone it is a moment, kept in UTC.
  case timestamp(zone: String?)
  case list(ExpressionType)
  case object([Member])

  public struct Member: Sendable, Hashable {
    public var name: String
    public var type: ExpressionType

    public init(_ name: String, _ type: ExpressionType) {
      self.name = name
      self.type = type
    }
  }

  /// Whether anything may turn out to be there.
  var isOpen: Bool { self == .any || self == .null }

  var isNumeric: Bool {
    switch self {
    case .integer, .number, .decimal, .any, .null: true
    default: false
    }
  }

  var isText: Bool { self == .text || isOpen }

  /// A date, with or without a clock.
  var isCalendar: Bool {
    switch self {
    case .date, .timestamp, .any, .null: true
    default: false
    }
  }

  /// Precision and scale as a decimal; nil for types that are not exact numbers.
  var digits: (precision: Int, scale: Int)? {
    switch self {
    case .integer: (19, 0)
    case .decimal(let precision, let scale): (precision, scale)
    default: nil
    }
  }

  /// The type that values of both have without losing anything; nil where there is none.
  package func common(with other: ExpressionType) -> ExpressionType? {
    if self == other || other == .null { return self }
    switch (self, other) {
    case (.null, _): return other
    case (.any, _), (_, .any): return .any
    case (.integer, .number), (.number, .integer), (.decimal, .number), (.number, .decimal): return .number
    case (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
      guard let left = digits, let right = other.digits else { return nil }
      let scale = max(left.scale, right.scale)
      let whole = max(left.precision - left.scale, right.precision - right.scale)
      return .decimal(precision: min(whole + scale, 38), scale: scale)
    case (.date, .timestamp(nil)), (.timestamp(nil), .date): return .timestamp(zone: nil)
    case (.timestamp(let left?), .timestamp(let right?)): return .timestamp(zone: left == right ? left : "UTC")
    case (.list(let left), .list(let right)): return left.common(with: right).map { .list($0) }
    default: return nil
    }
  }
}

extension ExpressionType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .any: "anything"
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "text"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .binary: "binary"
    case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
    case .timestamp(nil): "timestamp"
    case .timestamp(_?): "timestamp with zone"
    case .list(let element): "list of \(element)"
    case .object: "object"
    }
  }
}
