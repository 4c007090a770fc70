internal import Glibc
internal import Values

extension Operation {
  func calculate(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    if self == .negate { return try Self.negated(values[0]) }
    switch (values[0], values[1]) {
    case (.integer(let a), .integer(let b)): return try calculate(a, b)
    case (.number(let a), .number(let b)): return try calculate(a, b)
    case (.integer(let a), .number(let b)): return try calculate(Double(a), b)
    case (.number(let a), .integer(let b)): return try calculate(a, Double(b))
    case (.decimal(let a), .number(let b)): return try calculate(a.double, b)
    case (.number(let a), .decimal(let b)): return try calculate(a, b.double)
    case (.decimal(let a), .decimal(let b)): return try calculate(a, b)
    case (.integer(let a), .decimal(let b)): return try calculate(ExactDecimal(a), b)
    case (.decimal(let a), .integer(let b)): return try calculate(a, ExactDecimal(b))
    default: return try calculateMoments(values[0], values[1])
    }
  }

  private static let overflow = OperationFault(.overflow, "the result has too many digits")

  private static func checked<Value>(_ result: (partialValue: Value, overflow: Bool)) throws(OperationFault) -> Value {
    if result.overflow { throw overflow }
    return result.partialValue
  }

  static func negated(_ value: ExpressionValue) throws(OperationFault) -> ExpressionValue {
    switch value {
    case .integer(let a): return .integer(try checked(Int64(0).subtractingReportingOverflow(a)))
    case .number(let a): return .number(-a)
    case .decimal(let a): return .decimal(a.negated)
    case .duration(let a): return .duration(try checked(Int64(0).subtractingReportingOverflow(a)))
    default: throw OperationFault(.type, "\(negate.article(value.type)) has no sign")
    }
  }

  private func calculate(_ a: Int64, _ b: Int64) throws(OperationFault) -> ExpressionValue {
    switch self {
    case .add: return .integer(try Self.checked(a.addingReportingOverflow(b)))
    case .subtract: return .integer(try Self.checked(a.subtractingReportingOverflow(b)))
    case .multiply: return .integer(try Self.checked(a.multipliedReportingOverflow(by: b)))
    case .divide: return try calculate(Double(a), Double(b))
    default:
      guard b != 0 else { throw OperationFault(.divisionByZero, "division by zero") }
      return .integer(b == -1 ? 0 : a % b)
    }
  }

  private func calculate(_ a: Double, _ b: Double) throws(OperationFault) -> ExpressionValue {
    switch self {
    case .add: return .number(a + b)
    case .subtract: return .number(a - b)
    case .multiply: return .number(a * b)
    default:
      guard b != 0 else { throw OperationFault(.divisionByZero, "division by zero") }
      return .number(self == .divide ? a / b : fmod(a, b))
    }
  }

  private func calculate(_ a: ExactDecimal, _ b: ExactDecimal) throws(OperationFault) -> ExpressionValue {
    let result: ExactDecimal?
    switch self {
    case .add: result = a.adding(b)
    case .subtract: result = a.adding(b.negated)
    case .multiply: result = a.multiplied(by: b)
    case .divide: return try calculate(a.double, b.double)
    default:
      guard b.unscaled != 0 else { throw OperationFault(.divisionByZero, "division by zero") }
      let scale = max(a.scale, b.scale)
      guard let left = a.rescaled(to: scale), let right = b.rescaled(to: scale) else { throw Self.overflow }
      result = ExactDecimal(unscaled: left.unscaled % right.unscaled, scale: scale)
    }
    guard let result else { throw Self.overflow }
    return .decimal(result)
  }

  private func calculateMoments(
    _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(OperationFault) -> ExpressionValue {
    func sum(_ a: Int64, _ b: Int64) throws(OperationFault) -> Int64 {
      try Self.checked(self == .subtract ? a.subtractingReportingOverflow(b) : a.addingReportingOverflow(b))
    }
    func midnight(_ day: Int64) throws(OperationFault) -> Int64 {
      try Self.checked(day.multipliedReportingOverflow(by: CalendarDate.microsecondsPerDay))
    }
    switch (self, left, right) {
    case (.subtract, .date(let a), .date(let b)): return .integer(try sum(a, b))
    case (.add, .date(let a), .integer(let b)), (.subtract, .date(let a), .integer(let b)),
      (.add, .integer(let b), .date(let a)):
      return .date(try Self.day(try sum(a, b)))
    case (.subtract, .timestamp(let a, let first), .timestamp(let b, let second)) where first == second:
      return .duration(try sum(a, b))
    case (.subtract, .timestamp(let a, false), .date(let b)): return .duration(try sum(a, midnight(b)))
    case (.subtract, .date(let a), .timestamp(let b, false)): return .duration(try sum(midnight(a), b))
    case (.subtract, .time(let a), .time(let b)): return .duration(try sum(a, b))
    case (.add, .date(let a), .duration(let b)), (.subtract, .date(let a), .duration(let b)),
      (.add, .duration(let b), .date(let a)):
      return .timestamp(try sum(midnight(a), b), isMoment: false)
    case (.add, .timestamp(let a, let isMoment), .duration(let b)),
      (.subtract, .timestamp(let a, let isMoment), .duration(let b)),
      (.add, .duration(let b), .timestamp(let a, let isMoment)):
      return .timestamp(try sum(a, b), isMoment: isMoment)
    case (.add, .duration(let a), .duration(let b)), (.subtract, .duration(let a), .duration(let b)):
      return .duration(try sum(a, b))
    case (.multiply, .duration(let a), .integer(let b)), (.multiply, .integer(let b), .duration(let a)):
      return .duration(try Self.checked(a.multipliedReportingOverflow(by: b)))
    default: throw fault("there is no way to \(rawValue) \(article(left.type)) and \(article(right.type))")
    }
  }

  /// Days far outside of the calendar of anybody would overflow where they are counted in microseconds.
  static func day(_ day: Int64) throws(OperationFault) -> Int64 {
    guard day.magnitude < 100_000_000 else { throw overflow }
    return day
  }

  // MARK: Functions of numbers

  func calculateFunction(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    switch (self, values[0]) {
    case (.absolute, .integer(let a)): return a < 0 ? try Self.negated(values[0]) : values[0]
    case (.absolute, .number(let a)): return .number(abs(a))
    case (.absolute, .decimal(let a)): return .decimal(a.unscaled < 0 ? a.negated : a)
    case (.sign, _):
      let zero = try Self.order(values[0], .integer(0))
      if case .number(let a) = values[0], a.isNaN { return .integer(0) }
      return .integer(Int64(zero))
    case (.floor, .integer), (.ceiling, .integer): return values[0]
    case (.floor, .number(let a)): return .number(a.rounded(.down))
    case (.ceiling, .number(let a)): return .number(a.rounded(.up))
    case (.floor, .decimal(let a)): return .decimal(ExactDecimal(unscaled: a.floor, scale: 0))
    case (.ceiling, .decimal(let a)): return .decimal(ExactDecimal(unscaled: -a.negated.floor, scale: 0))
    case (.round, _):
      var digits = 0
      if values.count > 1, case .integer(let wanted) = values[1] { digits = Int(max(-40, min(wanted, 40))) }
      return try Self.rounded(values[0], digits)
    case (.power, _), (.squareRoot, _):
      guard let base = Self.double(values[0]), let exponent = values.count > 1 ? Self.double(values[1]) : 0.5 else {
        break
      }
      if self == .squareRoot {
        guard !(base < 0) else { throw OperationFault(.value, "a negative number has no square root") }
        return .number(base.squareRoot())
      }
      let result = pow(base, exponent)
      guard !result.isNaN || base.isNaN || exponent.isNaN else {
        throw OperationFault(.value, "a negative number has no power of a fraction")
      }
      return .number(result)
    default: break
    }
    throw fault("\(rawValue)() needs a number, not \(article(values[0].type))")
  }

  static func double(_ value: ExpressionValue) -> Double? {
    switch value {
    case .integer(let a): Double(a)
    case .number(let a): a
    case .decimal(let a): a.double
    default: nil
    }
  }

  private static func rounded(_ value: ExpressionValue, _ digits: Int) throws(OperationFault) -> ExpressionValue {
    switch value {
    case .decimal(let a):
      // The scale stays, as a column's type does not depend on its values.
      guard let result = a.rounded(to: digits).rescaled(to: a.scale) else { throw overflow }
      return .decimal(result)
    case .integer(let a):
      guard digits < 0 else { return value }
      guard let result = Int64(exactly: ExactDecimal(a).rounded(to: digits).unscaled) else { throw overflow }
      return .integer(result)
    case .number(let a):
      guard a.isFinite else { return value }
      let unit = pow(10, Double(abs(digits)))
      let result =
        digits >= 0
        ? (a * unit).rounded(.toNearestOrAwayFromZero) / unit : (a / unit).rounded(.toNearestOrAwayFromZero) * unit
      // With more digits than a Double has there is nothing to round.
      return .number(result.isFinite ? result : a)
    default: throw OperationFault(.type, "round() needs a number")
    }
  }
}
