internal import ByteIO
public import Values

/// A value that expressions take and give.
public enum ExpressionValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case decimal(ExactDecimal)
  case number(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since midnight.
  case time(Int64)
  /// Microseconds since 1970; a moment is meant in UTC.
  case timestamp(Int64, isMoment: Bool)
  /// Microseconds.
  case duration(Int64)
  case binary([UInt8])
  case list([ExpressionValue])
  case object([Member])

  public struct Member: Sendable {
    public var name: String
    public var value: ExpressionValue

    public init(_ name: String, _ value: ExpressionValue) {
      self.name = name
      self.value = value
    }
  }

  public var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  public var type: ExpressionType {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .integer: .integer
    case .decimal(let value): .decimal(precision: ExactDecimal.maximalDigits, scale: value.scale)
    case .number: .number
    case .text: .text
    case .date: .date
    case .time: .time
    case .timestamp(_, let isMoment): .timestamp(zone: isMoment ? "UTC" : nil)
    case .duration: .duration
    case .binary: .binary
    case .list(let elements):
      .list(elements.reduce(.null) { $0.common(with: $1.type) ?? .any })
    case .object(let members): .object(members.map { .init($0.name, $0.value.type) })
    }
  }

  /// As text: ISO 8601 for dates, base 16 for binary, all digits of decimals; nil for null, lists and objects.
  public var text: String? {
    var buffer = ByteBuffer(reserving: 48)
    switch self {
    case .null, .list, .object: return nil
    case .text(let text): return text
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .decimal(let value): return value.description
    case .number(let value): buffer.append(double: value)
    case .date(let days): buffer.append(date: Int(days))
    case .time(let value): buffer.append(time: value)
    case .timestamp(let value, let isMoment): buffer.append(timestamp: value, isMoment: isMoment)
    case .duration(let value): buffer.append(duration: value)
    case .binary(let bytes): for byte in bytes { buffer.append(hexadecimal: UInt64(byte), paddedTo: 2) }
    }
    return buffer.text
  }
}
