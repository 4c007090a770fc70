/// An expression whose names are known and whose operations fit their arguments.
public final class CheckedExpression: Sendable {
  public enum Kind: Sendable {
    case literal(ExpressionValue)
    /// A name and its place in the scope.
    case name(String, slot: Int)
    /// A member of an object, and its place among the members where that is known.
    case member(CheckedExpression, String, place: Int?)
    case call(Operation, [CheckedExpression])
  }

  public let kind: Kind
  public let type: ExpressionType
  public let range: Range<Int>
  /// The text of the whole expression, for errors.
  public let text: String
  /// Whether evaluating may throw, for some values.
  public let canFail: Bool

  init(_ kind: Kind, _ type: ExpressionType, at range: Range<Int>, in text: String) {
    self.kind = kind
    self.type = type
    self.range = range
    self.text = text
    canFail =
      switch kind {
      case .literal, .name: false
      case .member(let base, _, let place): place == nil || base.canFail
      case .call(.attempt, let arguments): arguments.count > 1 && arguments[1].canFail
      case .call(let operation, let arguments):
        arguments.contains { $0.canFail || $0.type == .any } || !operation.isTotal(arguments.map(\.type))
      }
  }

  /// The value, with `lookup` giving those of names.
  public func value(
    _ lookup: (String, Int) -> ExpressionValue
  ) throws(ExpressionError) -> ExpressionValue {
    switch kind {
    case .literal(let value): return value
    case .name(let name, let slot): return lookup(name, slot)
    case .member(let base, let name, _):
      switch try base.value(lookup) {
      case .null: return .null
      case .object(let members): return members.first { $0.name == name }?.value ?? .null
      case let other:
        throw ExpressionError(
          .type, "\(Operation.equal.article(other.type)) has no member '\(name)'", in: text, at: range)
      }
    case .call(let operation, let arguments):
      if operation.isLazy {
        return try operation.choose(arguments.count) { (index) throws(ExpressionError) in
          try arguments[index].value(lookup)
        }
      }
      var values: [ExpressionValue] = []
      values.reserveCapacity(arguments.count)
      for argument in arguments { values.append(try argument.value(lookup)) }
      return try apply(operation, values)
    }
  }

  /// What an operation makes of evaluated arguments, with the place of this node in the error.
  public func apply(_ operation: Operation, _ values: [ExpressionValue]) throws(ExpressionError) -> ExpressionValue {
    do { return try operation.apply(values) } catch {
      throw ExpressionError(error.code, error.message, in: text, at: range)
    }
  }

  public var literal: ExpressionValue? {
    if case .literal(let value) = kind { return value }
    return nil
  }

  /// The slots of the names in it.
  public var slots: Set<Int> {
    switch kind {
    case .literal: []
    case .name(_, let slot): [slot]
    case .member(let base, _, _): base.slots
    case .call(_, let arguments): arguments.reduce(into: []) { $0.formUnion($1.slots) }
    }
  }
}

extension Operation {
  /// Whether there is a result for all values of these types.
  func isTotal(_ types: [ExpressionType]) -> Bool {
    switch self {
    case .or, .and, .not, .isNull, .if, .coalesce, .nullIf, .attempt: return true
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .between, .leastOf, .greatestOf:
      return true
    case .like, .contains, .startsWith, .endsWith, .length, .trim, .left, .right, .substring: return true
    case .add, .subtract, .multiply, .negate: return types.contains(.number) && types.allSatisfy(\.isNumeric)
    case .absolute, .floor, .ceiling, .round: return types[0] == .number
    case .hour, .minute, .second, .seconds, .sign, .toText, .toTime: return !types.contains(.text)
    default: return false
    }
  }
}
