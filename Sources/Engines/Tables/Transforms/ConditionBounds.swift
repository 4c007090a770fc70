internal import Expressions
internal import Values

/// What a condition says of single columns, so that whole row groups can be left out.
///
/// The bounds are never sharper than the condition: every row for which it is true is within them.
enum ConditionBounds {
  static func of(_ node: CheckedExpression) -> [ColumnBound] {
    guard case .call(let operation, let arguments) = node.kind else { return [] }
    switch operation {
    case .and: return arguments.flatMap { of($0) }
    case .equal: return comparison(arguments, .equal, turned: .equal)
    case .less, .lessOrEqual: return comparison(arguments, .atMost, turned: .atLeast)
    case .greater, .greaterOrEqual: return comparison(arguments, .atLeast, turned: .atMost)
    case .between:
      return [bound(arguments[0], .atLeast, arguments[1]), bound(arguments[0], .atMost, arguments[2])].compactMap { $0 }
    default: return []
    }
  }

  private static func comparison(
    _ arguments: [CheckedExpression], _ relation: ColumnBound.Relation, turned: ColumnBound.Relation
  ) -> [ColumnBound] {
    [bound(arguments[0], relation, arguments[1]) ?? bound(arguments[1], turned, arguments[0])].compactMap { $0 }
  }

  private static func bound(
    _ name: CheckedExpression, _ relation: ColumnBound.Relation, _ literal: CheckedExpression
  ) -> ColumnBound? {
    guard case .name(_, let slot) = name.kind, let value = literal.literal else { return nil }
    switch (name.type, value) {
    case (.integer, .integer(let number)), (.date, .date(let number)), (.time, .time(let number)),
      (.duration, .duration(let number)), (.timestamp(nil), .timestamp(let number, false)),
      (.timestamp(_?), .timestamp(let number, true)):
      return ColumnBound(slot, relation, .integer(number))
    case (.number, .number(let number)): return double(slot, relation, number)
    case (.number, .integer(let number)): return double(slot, relation, Double(number))
    case (.number, .decimal(let number)): return double(slot, relation, number.double)
    case (.text, .text(let text)): return ColumnBound(slot, relation, .bytes(Array(text.utf8)))
    default: return nil
    }
  }

  private static func double(_ slot: Int, _ relation: ColumnBound.Relation, _ value: Double) -> ColumnBound? {
    value.isNaN ? nil : ColumnBound(slot, relation, .double(value))
  }
}
