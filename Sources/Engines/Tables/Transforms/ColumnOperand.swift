internal import Expressions
internal import Values

/// What a part of an expression is for a row group: a value for each row, or one for all.
enum ColumnOperand {
  case column(ColumnVector)
  case constant(ExpressionValue)

  func value(_ row: Int) -> ExpressionValue {
    switch self {
    case .column(let vector): vector.expressionValue(row)
    case .constant(let value): value
    }
  }

  /// As a column of the type.
  func column(of type: ColumnType, rows: Int) throws -> ColumnVector {
    if case .column(let vector) = self, vector.type == type { return vector }
    let result = ColumnVector(type, reserving: rows)
    for row in 0..<rows {
      let value = value(row)
      guard result.append(value) else { throw Self.misfit(value, type, row) }
    }
    return result
  }

  private static func misfit(_ value: ExpressionValue, _ type: ColumnType, _ row: Int) -> TableError {
    TableError(
      .expression, "the value '\(value.text ?? "")' does not fit into \(type)", at: .init(row: row + 1))
  }

  static func evaluate(_ node: CheckedExpression, _ chunk: TableChunk, _ before: Int) throws -> ColumnOperand {
    switch node.kind {
    case .literal(let value): return .constant(value)
    case .name(_, let slot): return .column(chunk.columns[slot])
    case .member(let base, _, let place):
      if let place, case .column(let vector) = try evaluate(base, chunk, before) {
        return .column(vector.children[place])
      }
      return try byRow(node, chunk, before)
    case .call(let operation, let arguments):
      // A part that may fail must not be evaluated where it is not asked for.
      if operation.isLazy, arguments.dropFirst(operation == .attempt ? 0 : 1).contains(where: \.canFail) {
        return try byRow(node, chunk, before)
      }
      var operands: [ColumnOperand] = []
      for argument in arguments { operands.append(try evaluate(argument, chunk, before)) }
      if let whole = try ColumnKernels(node: node, rows: chunk.count, before: before).apply(operation, operands) {
        return .column(whole)
      }
      return try apply(node, operation, operands, chunk.count, before)
    }
  }

  private static func result(_ node: CheckedExpression, _ rows: Int) throws -> ColumnVector {
    guard let type = ColumnType(node.type) else {
      throw TableError(.expression, "it is not known which type a part of '\(node.text)' has")
    }
    return ColumnVector(type, reserving: rows)
  }

  private static func apply(
    _ node: CheckedExpression, _ operation: Operation, _ operands: [ColumnOperand], _ rows: Int, _ before: Int
  ) throws -> ColumnOperand {
    let result = try result(node, rows)
    var values = [ExpressionValue](repeating: .null, count: operands.count)
    for row in 0..<rows {
      for index in operands.indices { values[index] = operands[index].value(row) }
      do {
        try append(try node.apply(operation, values), to: result, node)
      } catch let error as ExpressionError {
        throw TableError(error, row: before + row + 1)
      }
    }
    return .column(result)
  }

  private static func byRow(_ node: CheckedExpression, _ chunk: TableChunk, _ before: Int) throws -> ColumnOperand {
    let result = try result(node, chunk.count)
    for row in 0..<chunk.count {
      do {
        try append(try node.value { chunk.columns[$1].expressionValue(row) }, to: result, node)
      } catch let error as ExpressionError {
        throw TableError(error, row: before + row + 1)
      }
    }
    return .column(result)
  }

  private static func append(_ value: ExpressionValue, to result: ColumnVector, _ node: CheckedExpression) throws {
    if result.append(value) { return }
    throw ExpressionError(
      .overflow, "the value '\(value.text ?? "")' does not fit into \(result.type)", in: node.text, at: node.range)
  }
}
