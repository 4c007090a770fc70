internal import Values

extension Operation {
  /// The order of two values: below, at or above zero. NaN equals itself and is greater than every number.
  static func order(_ left: ExpressionValue, _ right: ExpressionValue) throws(OperationFault) -> Int {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): return sign(a, b)
    case (.number(let a), .number(let b)): return order(a, b)
    case (.integer(let a), .number(let b)): return order(Double(a), b)
    case (.number(let a), .integer(let b)): return order(a, Double(b))
    case (.decimal(let a), .number(let b)): return order(a.double, b)
    case (.number(let a), .decimal(let b)): return order(a, b.double)
    case (.decimal(let a), .decimal(let b)): return a.compared(to: b)
    case (.integer(let a), .decimal(let b)): return ExactDecimal(a).compared(to: b)
    case (.decimal(let a), .integer(let b)): return a.compared(to: ExactDecimal(b))
    case (.text(let a), .text(let b)): return order(a, b)
    case (.boolean(let a), .boolean(let b)): return a == b ? 0 : a ? 1 : -1
    case (.date(let a), .date(let b)), (.time(let a), .time(let b)), (.duration(let a), .duration(let b)):
      return sign(a, b)
    case (.timestamp(let a, let first), .timestamp(let b, let second)) where first == second: return sign(a, b)
    case (.date(let a), .timestamp(let b, false)): return sign(midnight(a), b)
    case (.timestamp(let a, false), .date(let b)): return sign(a, midnight(b))
    case (.binary(let a), .binary(let b)):
      return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    case (.text(let text), let other):
      if let value = Conversion.value(text, as: other.type) { return try order(value, other) }
    case (let other, .text(let text)):
      if let value = Conversion.value(text, as: other.type) { return try order(other, value) }
    case (.list(let a), .list(let b)):
      for (first, second) in zip(a, b) {
        if first.isNull || second.isNull {
          if first.isNull, second.isNull { continue }
          return first.isNull ? 1 : -1
        }
        let result = try order(first, second)
        if result != 0 { return result }
      }
      return sign(a.count, b.count)
    default: break
    }
    throw OperationFault(
      .type, "\(equal.article(left.type)) cannot be compared with \(equal.article(right.type))")
  }

  private static func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  /// When the day begins; a day that no timestamp reaches is before or after all of them.
  private static func midnight(_ day: Int64) -> Int64 {
    let (value, overflow) = day.multipliedReportingOverflow(by: CalendarDate.microsecondsPerDay)
    return overflow ? (day < 0 ? .min : .max) : value
  }

  static func order(_ left: Double, _ right: Double) -> Int {
    if left < right { return -1 }
    if left > right { return 1 }
    if left == right { return 0 }
    return left.isNaN ? (right.isNaN ? 0 : 1) : -1
  }

  /// By the bytes of UTF-8, which is the order of code points.
  static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.elementsEqual(right.utf8) { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }

  static func equals(_ left: ExpressionValue, _ right: ExpressionValue) throws(OperationFault) -> Bool {
    try order(left, right) == 0
  }

  func compare(_ values: [ExpressionValue]) throws(OperationFault) -> Bool {
    let order = try Self.order(values[0], values[1])
    switch self {
    case .equal: return order == 0
    case .unequal: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  /// True when a choice equals, null when none does but one is missing.
  static func isIn(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    guard !values[0].isNull else { return .null }
    var hasNull = false
    for choice in values.dropFirst() {
      if choice.isNull {
        hasNull = true
      } else if try equals(values[0], choice) {
        return .boolean(true)
      }
    }
    return hasNull ? .null : .boolean(false)
  }

  /// The least or greatest of those that are not missing.
  static func extreme(_ values: [ExpressionValue], isLeast: Bool) throws(OperationFault) -> ExpressionValue {
    var best = ExpressionValue.null
    for value in values where !value.isNull {
      if best.isNull {
        best = value
      } else {
        let order = try order(value, best)
        if isLeast ? order < 0 : order > 0 { best = value }
      }
    }
    return best
  }
}
