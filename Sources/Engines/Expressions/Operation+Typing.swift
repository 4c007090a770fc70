extension Operation {
  /// The type of the result for arguments of these types; `literals` are those arguments that are known.
  func resultType(
    _ types: [ExpressionType], _ literals: [ExpressionValue?]
  ) throws(OperationFault) -> ExpressionType {
    switch self {
    case .or, .and, .not:
      for type in types where type != .boolean && !type.isOpen {
        throw fault("'\(rawValue)' joins conditions, and \(article(type)) is none")
      }
      return .boolean
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .between:
      for type in types.dropFirst() where types[0].common(with: type) == nil {
        throw fault("\(article(types[0])) cannot be compared with \(article(type))")
      }
      return .boolean
    case .isNull: return .boolean
    case .like, .contains, .startsWith, .endsWith:
      try requireTexts(types)
      return .boolean
    case .add, .subtract, .multiply, .divide, .remainder, .negate: return try arithmeticType(types)
    case .join:
      for type in types where type.isNested { throw fault("\(article(type)) cannot be joined to a text") }
      return .text
    case .if:
      guard types[0] == .boolean || types[0].isOpen else {
        throw fault("if() needs a condition, not \(article(types[0]))")
      }
      return try commonType(Array(types.dropFirst()))
    case .coalesce, .leastOf, .greatestOf, .attempt: return try commonType(types)
    case .nullIf:
      _ = try commonType(types)
      return types[0]
    case .absolute, .round, .floor, .ceiling, .power, .squareRoot, .sign: return try numericType(types)
    case .length:
      guard types[0].isText || types[0].isNested || types[0] == .binary else {
        throw fault("length() is for texts and lists, not for \(article(types[0]))")
      }
      return .integer
    case .upper, .lower, .trim, .replace:
      try requireTexts(types)
      return .text
    case .concat:
      for type in types where type.isNested { throw fault("\(article(type)) cannot be joined to a text") }
      return .text
    case .left, .right, .substring:
      try requireTexts([types[0]])
      try requireIntegers(types.dropFirst())
      return .text
    case .padLeft, .padRight:
      try requireTexts([types[0]] + types.dropFirst(2))
      try requireIntegers(types[1...1])
      return .text
    case .part:
      try requireTexts(Array(types[0...1]))
      try requireIntegers(types[2...2])
      return .text
    case .year, .quarter, .month, .week, .weekday, .day:
      guard types[0].isCalendar else { throw fault("\(rawValue)() needs a date, not \(article(types[0]))") }
      return .integer
    case .hour, .minute, .second:
      guard types[0].hasClock else { throw fault("\(rawValue)() needs a time, not \(article(types[0]))") }
      return .integer
    case .startOf:
      guard types[0].isCalendar else { throw fault("start_of() needs a date, not \(article(types[0]))") }
      if case .text(let unit)? = literals[1] { _ = try CalendarUnit(named: unit) } else { try requireTexts([types[1]]) }
      return types[0] == .null ? .date : types[0]
    case .addMonths:
      guard types[0].isCalendar else { throw fault("add_months() needs a date, not \(article(types[0]))") }
      try requireIntegers(types[1...1])
      return types[0] == .null ? .date : types[0]
    case .seconds:
      guard types[0] == .duration || types[0].isOpen else {
        throw fault("seconds() needs a duration, not \(article(types[0]))")
      }
      return .number
    case .toText:
      guard !types[0].isNested else { throw fault("\(article(types[0])) has no text") }
      return .text
    case .toInteger, .toNumber, .toDecimal, .toDate, .toTime, .toTimestamp, .toDuration:
      return try convertedType(types, literals)
    }
  }

  func fault(_ message: String) -> OperationFault { OperationFault(.type, message) }

  func article(_ type: ExpressionType) -> String {
    let name = type.description
    return name == "anything" || name == "null"
      ? name : "aeiou".contains(name.first ?? "b") ? "an \(name)" : "a \(name)"
  }

  private func requireTexts(_ types: [ExpressionType]) throws(OperationFault) {
    for type in types where !type.isText {
      throw fault("\(functionName) needs texts, and this is \(article(type)); text() makes one")
    }
  }

  private func requireIntegers(_ types: ArraySlice<ExpressionType>) throws(OperationFault) {
    for type in types where type != .integer && !type.isOpen {
      throw fault("\(functionName) needs a whole number here, not \(article(type))")
    }
  }

  private var functionName: String { Self.operators.contains(self) ? "'\(rawValue)'" : "\(rawValue)()" }

  private func commonType(_ types: [ExpressionType]) throws(OperationFault) -> ExpressionType {
    var result = ExpressionType.null
    for type in types {
      guard let common = result.common(with: type) else {
        throw fault("\(functionName) needs values of one type, and there are \(article(result)) and \(article(type))")
      }
      result = common
    }
    return result
  }

  private func numericType(_ types: [ExpressionType]) throws(OperationFault) -> ExpressionType {
    for type in types where !type.isNumeric { throw fault("\(functionName) needs a number, not \(article(type))") }
    if self == .round { try requireIntegers(types.dropFirst()) }
    if types[0] == .any { return .any }
    switch self {
    case .power, .squareRoot: return .number
    case .sign: return .integer
    case .floor, .ceiling:
      if case .decimal(let precision, let scale) = types[0] {
        return .decimal(precision: min(max(precision - scale, 0) + 1, 38), scale: 0)
      }
      return types[0]
    case .round:
      if case .decimal(let precision, let scale) = types[0] {
        return .decimal(precision: min(precision + 1, 38), scale: scale)
      }
      return types[0]
    default: return types[0]
    }
  }

  private func arithmeticType(_ types: [ExpressionType]) throws(OperationFault) -> ExpressionType {
    if let moment = try calendarArithmeticType(types) { return moment }
    for type in types where !type.isNumeric {
      let hint = type == .text ? "; number() reads one from a text, and || joins texts" : ""
      throw fault("\(article(type)) cannot be calculated with\(hint)")
    }
    if types.contains(.any) { return .any }
    if types.allSatisfy({ $0 == .null }) { return .null }
    if self == .divide || types.contains(.number) { return .number }
    if types.allSatisfy({ $0 == .integer || $0 == .null }) { return .integer }
    guard let left = types[0].digits ?? types.last?.digits, let right = types.last?.digits ?? types[0].digits else {
      return .number
    }
    switch self {
    case .multiply:
      let scale = left.scale + right.scale
      guard scale <= 38 else { throw fault("the product would have \(scale) digits after the point; round() before") }
      return .decimal(precision: min(left.precision + right.precision, 38), scale: scale)
    case .negate: return types[0]
    default:
      let scale = max(left.scale, right.scale)
      let whole = max(left.precision - left.scale, right.precision - right.scale)
      return .decimal(precision: min(whole + scale + 1, 38), scale: scale)
    }
  }

  /// Dates, times and durations; nil where there is none among the arguments.
  private func calendarArithmeticType(_ types: [ExpressionType]) throws(OperationFault) -> ExpressionType? {
    guard types.count == 2 else { return types[0] == .duration ? .duration : nil }
    switch (self, types[0], types[1]) {
    case (.subtract, .date, .date): return .integer
    case (.add, .date, .integer), (.subtract, .date, .integer), (.add, .integer, .date): return .date
    case (.subtract, .timestamp(nil), .timestamp(nil)), (.subtract, .timestamp(_?), .timestamp(_?)),
      (.subtract, .timestamp(nil), .date), (.subtract, .date, .timestamp(nil)), (.subtract, .time, .time):
      return .duration
    case (.add, .date, .duration), (.subtract, .date, .duration), (.add, .duration, .date): return .timestamp(zone: nil)
    case (.add, .timestamp, .duration), (.subtract, .timestamp, .duration): return types[0]
    case (.add, .duration, .timestamp): return types[1]
    case (.add, .duration, .duration), (.subtract, .duration, .duration), (.multiply, .duration, .integer):
      return .duration
    case (.multiply, .integer, .duration): return .duration
    default:
      let isCalendar = types.contains { $0 == .duration || $0 == .time || ($0.isCalendar && !$0.isOpen) }
      guard isCalendar else { return nil }
      if types.contains(where: \.isOpen) { return .any }
      throw fault("there is no way to \(rawValue) \(article(types[0])) and \(article(types[1]))")
    }
  }

  private func convertedType(
    _ types: [ExpressionType], _ literals: [ExpressionValue?]
  ) throws(OperationFault) -> ExpressionType {
    let type = types[0]
    let isNumber = type.isNumeric || type == .text || type == .boolean
    switch self {
    case .toInteger where isNumber: return .integer
    case .toNumber where isNumber: return .number
    case .toDecimal where isNumber:
      guard types.count > 1 else { return .decimal(precision: 38, scale: 2) }
      guard case .integer(let scale)?? = literals.dropFirst().first, (0...38).contains(scale) else {
        throw fault("decimal() needs how many digits there are after the point, 0 to 38, as a plain number")
      }
      return .decimal(precision: 38, scale: Int(scale))
    case .toDate where type.isCalendar || type == .text: return .date
    case .toTimestamp where type.isCalendar || type == .text:
      if case .timestamp = type { return type }
      if case .text(let text)?? = literals.first, case .timestamp(_, true)? = Conversion.timestamp(text) {
        return .timestamp(zone: "UTC")
      }
      return .timestamp(zone: nil)
    case .toTime where type == .text || type.hasClock: return .time
    case .toDuration where type == .text || type == .duration || type.isOpen: return .duration
    default: throw fault("\(rawValue)() cannot be made of \(article(type))")
    }
  }
}

extension ExpressionType {
  var isNested: Bool {
    switch self {
    case .list, .object: true
    default: false
    }
  }

  var hasClock: Bool {
    switch self {
    case .time, .timestamp, .any, .null: true
    default: false
    }
  }
}
