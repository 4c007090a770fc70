/// Everything that makes a value of others: operators and functions.
public enum Operation: String, Sendable, Hashable, CaseIterable {
  // Operators.
  case or, and, not
  case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
  case isNull, isIn, between, like
  case add, subtract, multiply, divide, remainder, negate
  case join
  // Choices.
  case `if`, coalesce
  case nullIf = "nullif"
  case attempt = "try"
  // Numbers.
  case absolute = "abs"
  case round, floor
  case ceiling = "ceil"
  case power, squareRoot = "sqrt", sign
  case leastOf = "least"
  case greatestOf = "greatest"
  // Texts.
  case length, upper, lower, trim, left, right, substring, concat, replace, contains
  case startsWith = "starts_with"
  case endsWith = "ends_with"
  case padLeft = "pad_left"
  case padRight = "pad_right"
  case part
  // Dates.
  case year, quarter, month, week, weekday, day, hour, minute, second
  case startOf = "start_of"
  case addMonths = "add_months"
  case seconds
  // Conversions.
  case toText = "text"
  case toInteger = "integer"
  case toNumber = "number"
  case toDecimal = "decimal"
  case toDate = "date"
  case toTime = "time"
  case toTimestamp = "timestamp"
  case toDuration = "duration"

  static let operators: Set<Operation> = [
    .or, .and, .not, .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isNull, .isIn, .between, .like,
    .add, .subtract, .multiply, .divide, .remainder, .negate, .join,
  ]

  /// All functions, as they are written.
  public static let functionNames: [String] = allCases.filter { !operators.contains($0) }.map(\.rawValue)

  init?(function name: String) {
    guard let operation = Operation(rawValue: name), !Self.operators.contains(operation) else { return nil }
    self = operation
  }

  /// How many arguments there may be.
  public var arity: ClosedRange<Int> {
    switch self {
    case .or, .and, .coalesce, .leastOf, .greatestOf, .concat, .isIn: 1...Int.max
    case .not, .isNull, .negate, .absolute, .floor, .ceiling, .squareRoot, .sign, .length, .upper, .lower, .trim,
      .year, .quarter, .month, .week, .weekday, .day, .hour, .minute, .second, .seconds, .toText, .toInteger,
      .toNumber, .toDate, .toTime, .toTimestamp, .toDuration:
      1...1
    case .attempt, .round, .toDecimal: 1...2
    case .substring: 2...3
    case .if, .between, .replace, .part: 3...3
    case .padLeft, .padRight: 2...3
    default: 2...2
    }
  }

  var arityText: String {
    switch arity {
    case 1...1: "one value"
    case let range where range.upperBound == .max: "at least \(range.lowerBound == 1 ? "one value" : "two values")"
    case let range where range.count == 1: "\(range.lowerBound) values"
    case let range: "\(range.lowerBound) to \(range.upperBound) values"
    }
  }

  /// Whether not all arguments are needed, so that they are not to be evaluated beforehand.
  public var isLazy: Bool {
    switch self {
    case .or, .and, .if, .coalesce, .attempt: true
    default: false
    }
  }

  /// Whether a missing argument means something else than a missing result.
  var takesNull: Bool {
    switch self {
    case .isNull, .isIn, .nullIf, .concat, .leastOf, .greatestOf: true
    default: isLazy
    }
  }
}
