internal import Expressions

/// Takes summaries out of the expressions of a grouped table: `sum(a) / count()` becomes two summaries and a quotient.
struct GroupSelection {
  /// The columns to group by, and the arguments of the summaries.
  private(set) var inputs: [SelectedTable.Selection] = []
  private(set) var requests: [AggregateRequest] = []
  /// What is computed of groups.
  private(set) var outputs: [SelectedTable.Selection] = []
  let keyCount: Int
  /// Keys by how they are written, so that `year(day)` means the key where rows are grouped by it.
  private var keyNames: [String: String] = [:]

  init(keys: [(expression: Expression, name: String?)], outputs wanted: [(expression: Expression, name: String?)])
    throws(TableError)
  {
    keyCount = keys.count
    for key in keys {
      guard !key.expression.root.hasAggregate else {
        throw TableError(.expression, "'\(key.expression.source)' is a summary; rows cannot be grouped by it")
      }
      let name = key.name ?? Self.name(key.expression)
      inputs.append(.init(expression: key.expression, name: name))
      keyNames[key.expression.source] = name
    }
    for (expression, name) in wanted {
      let root = replacing(expression.root, in: expression.text)
      outputs.append(
        .init(expression: Expression(text: expression.text, root: root), name: name ?? Self.name(expression)))
    }
  }

  /// A column's own name where the expression is one, else its text.
  static func name(_ expression: Expression) -> String {
    switch expression.root.kind {
    case .name(let name): name
    case .member(_, let name): name
    default: expression.source
    }
  }

  private mutating func replacing(_ node: ExpressionNode, in text: String) -> ExpressionNode {
    let source = Expression(text: text, root: node).source
    if let key = keyNames[source] { return ExpressionNode(.name(key), at: node.range) }
    switch node.kind {
    case .literal, .name: return node
    case .member(let base, let name): return ExpressionNode(.member(replacing(base, in: text), name), at: node.range)
    case .aggregate(let aggregate, let argument):
      // No column of a file has such a name: it holds a line break.
      let number = requests.count
      var column: Int?
      if let argument {
        column = inputs.count
        inputs.append(.init(expression: Expression(text: text, root: argument), name: "argument\n\(number)"))
      }
      requests.append(AggregateRequest(aggregate: aggregate, column: column, name: "summary\n\(number)"))
      return ExpressionNode(.name("summary\n\(number)"), at: node.range)
    case .call(let operation, let arguments):
      let parts = arguments.map { replacing($0, in: text) }
      return ExpressionNode(.call(operation, parts), at: node.range)
    }
  }
}
