internal import Values

/// Finds the names, types and constants of an expression.
struct ExpressionChecker {
  let text: String
  let scope: ExpressionScope

  func check(_ node: ExpressionNode) throws(ExpressionError) -> CheckedExpression {
    switch node.kind {
    case .literal(let value): return checked(.literal(value), literalType(value), node)
    case .name(let name):
      guard let (slot, type) = scope.find(name) else { throw unknown(name, node) }
      return checked(.name(name, slot: slot), type, node)
    case .member(let base, let name): return try member(try check(base), name, node)
    case .call(let operation, let arguments):
      var parts: [CheckedExpression] = []
      for argument in arguments { parts.append(try check(argument)) }
      return try call(operation, parts, node)
    case .aggregate(let aggregate, _):
      throw ExpressionError(
        .arguments, "\(aggregate.rawValue)() summarises many rows; it belongs where rows are grouped", in: text,
        at: node.range)
    }
  }

  private func checked(
    _ kind: CheckedExpression.Kind, _ type: ExpressionType, _ node: ExpressionNode
  ) -> CheckedExpression {
    CheckedExpression(kind, type, at: node.range, in: text)
  }

  /// A decimal literal has just the digits that it needs.
  private func literalType(_ value: ExpressionValue) -> ExpressionType {
    guard case .decimal(let decimal) = value else { return value.type }
    var digits = 0
    var rest = decimal.unscaled.magnitude
    while rest > 0 {
      rest /= 10
      digits += 1
    }
    return .decimal(precision: max(digits, decimal.scale, 1), scale: decimal.scale)
  }

  private func unknown(_ name: String, _ node: ExpressionNode) -> ExpressionError {
    let names = scope.names.map(\.name)
    let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    let hint =
      Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? (names.isEmpty ? "there are none here" : "there are: \(shown)")
    return ExpressionError(.unknownName, "there is no '\(name)'; \(hint)", in: text, at: node.range)
  }

  private func member(
    _ base: CheckedExpression, _ name: String, _ node: ExpressionNode
  ) throws(ExpressionError) -> CheckedExpression {
    switch base.type {
    case .any, .null: return checked(.member(base, name, place: nil), .any, node)
    case .object(let members):
      guard let place = members.firstIndex(where: { $0.name == name }) else {
        let near = Suggestion.nearest(to: name, among: members.map(\.name))
        throw ExpressionError(
          .unknownName, "the object has no member '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
          in: text, at: node.range)
      }
      return checked(.member(base, name, place: place), members[place].type, node)
    case let type:
      throw ExpressionError(
        .type, "\(Operation.equal.article(type)) has no members (a name with a point in it needs brackets)",
        in: text, at: node.range)
    }
  }

  private func call(
    _ operation: Operation, _ arguments: [CheckedExpression], _ node: ExpressionNode
  ) throws(ExpressionError) -> CheckedExpression {
    let parts = try readingLiterals(operation, arguments)
    let type: ExpressionType
    do {
      type = try operation.resultType(parts.map(\.type), parts.map(\.literal))
    } catch {
      throw ExpressionError(error.code, error.message, in: text, at: node.range)
    }
    let call = checked(.call(operation, parts), type, node)
    // What depends on nothing is known already; what would fail shall fail where its row is, if ever.
    guard parts.allSatisfy({ $0.literal != nil }), let value = try? call.value({ _, _ in .null }) else { return call }
    return checked(.literal(value), type, node)
  }

  /// A text beside a date is read as one, so that `day >= '2026-01-01'` means what it says.
  private func readingLiterals(
    _ operation: Operation, _ arguments: [CheckedExpression]
  ) throws(ExpressionError) -> [CheckedExpression] {
    switch operation {
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .between: break
    default: return arguments
    }
    let model = arguments.first { part in
      switch part.type {
      case .date, .time, .timestamp, .duration: true
      default: false
      }
    }
    guard let model else { return arguments }
    var result: [CheckedExpression] = []
    for part in arguments {
      guard case .literal(.text(let written)) = part.kind else {
        result.append(part)
        continue
      }
      guard let value = Conversion.value(written, as: model.type) else {
        throw ExpressionError(.value, "'\(written)' is no \(model.type)", in: text, at: part.range)
      }
      result.append(CheckedExpression(.literal(value), value.type, at: part.range, in: text))
    }
    return result
  }
}
