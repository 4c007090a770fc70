/// What the values of a column are.
public indirect enum ColumnType: Sendable, Hashable {
  case text
  /// Signed, 64 bits.
  case integer
  /// Exact; up to 38 digits in all, `scale` of them after the point.
  case decimal(precision: Int, scale: Int)
  case double
  case boolean
  /// Days since 1970-01-01, Gregorian calendar.
  case date
  /// Microseconds since midnight.
  case time
  /// Microseconds since 1970-01-01T00:00:00. With a zone it is a moment (kept in UTC, `zone` says how to show it);
  /// without one it is what a calendar and a clock showed, wherever they were.
  case timestamp(zone: String?)
  /// Microseconds.
  case duration
  case binary
  case list(ColumnType)
  case object([Column])

  /// How the values lie in memory.
  @frozen
  public enum Layout: UInt8, Sendable {
    case integers, wideIntegers, doubles, booleans, bytes, list, object
  }

  public var layout: Layout {
    switch self {
    case .integer, .date, .time, .timestamp, .duration: .integers
    case .decimal(let precision, _): precision <= 18 ? .integers : .wideIntegers
    case .double: .doubles
    case .boolean: .booleans
    case .text, .binary: .bytes
    case .list: .list
    case .object: .object
    }
  }

  public var isNumeric: Bool {
    switch self {
    case .integer, .decimal, .double: true
    default: false
    }
  }

  public var isNested: Bool { layout == .list || layout == .object }
}

extension ColumnType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .double: "double"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .timestamp(nil): "timestamp"
    case .timestamp(let zone?): "timestamp(\(zone))"
    case .duration: "duration"
    case .binary: "binary"
    case .list(let element): "list(\(element))"
    case .object(let fields): "object(\(fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
    }
  }
}
