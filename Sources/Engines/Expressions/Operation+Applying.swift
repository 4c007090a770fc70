extension Operation {
  /// The value for arguments that are all evaluated; not for lazy operations.
  func apply(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    if !takesNull, values.contains(where: \.isNull) { return .null }
    switch self {
    case .not:
      guard case .boolean(let value) = values[0] else {
        throw fault("'not' needs a condition, not \(article(values[0].type))")
      }
      return .boolean(!value)
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: return .boolean(try compare(values))
    case .between:
      let fromLeast = try Self.order(values[0], values[1])
      let toGreatest = try Self.order(values[0], values[2])
      return .boolean(fromLeast >= 0 && toGreatest <= 0)
    case .isNull: return .boolean(values[0].isNull)
    case .isIn: return try Self.isIn(values)
    case .nullIf:
      if values[0].isNull || values[1].isNull { return values[0] }
      return try Self.equals(values[0], values[1]) ? .null : values[0]
    case .leastOf, .greatestOf: return try Self.extreme(values, isLeast: self == .leastOf)
    case .add, .subtract, .multiply, .divide, .remainder, .negate: return try calculate(values)
    case .absolute, .round, .floor, .ceiling, .power, .squareRoot, .sign: return try calculateFunction(values)
    case .join, .concat, .length, .upper, .lower, .trim, .left, .right, .substring, .replace, .contains, .startsWith,
      .endsWith, .padLeft, .padRight, .part, .like:
      return try textFunction(values)
    case .year, .quarter, .month, .week, .weekday, .day, .hour, .minute, .second, .startOf, .addMonths, .seconds:
      return try calendarFunction(values)
    case .toText, .toInteger, .toNumber, .toDecimal, .toDate, .toTime, .toTimestamp, .toDuration:
      return try convert(values)
    case .or, .and, .if, .coalesce, .attempt:
      var result = ExpressionValue.null
      do {
        result = try choose(values.count) { (index) throws(ExpressionError) in values[index] }
      } catch { throw OperationFault(error.code, error.message) }
      return result
    }
  }

  /// The value of a lazy operation, which asks for as many arguments as it needs.
  func choose(
    _ count: Int, _ argument: (Int) throws(ExpressionError) -> ExpressionValue
  ) throws(ExpressionError) -> ExpressionValue {
    switch self {
    case .or, .and:
      // What decides alone: a true part of 'or', a false one of 'and'.
      let decisive = self == .or
      var hasNull = false
      for index in 0..<count {
        switch try argument(index) {
        case .boolean(let value): if value == decisive { return .boolean(decisive) }
        case .null: hasNull = true
        default:
          throw ExpressionError(.type, "'\(rawValue)' joins conditions", in: "", at: 0..<0)
        }
      }
      return hasNull ? .null : .boolean(!decisive)
    case .if:
      if case .boolean(true) = try argument(0) { return try argument(1) }
      return try argument(2)
    case .coalesce:
      for index in 0..<count {
        let value = try argument(index)
        if !value.isNull { return value }
      }
      return .null
    default:
      do { return try argument(0) } catch { return count > 1 ? try argument(1) : .null }
    }
  }
}
