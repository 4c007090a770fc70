internal import Expressions

/// Evaluates an expression for all rows of a row group at once.
///
/// Comparisons, logic and plain arithmetic run over whole columns; everything else takes the rows' values one by one.
final class ColumnEvaluator {
  let type: ColumnType
  private let root: CheckedExpression
  /// Rows of the chunks before, for errors.
  private var rows = 0

  init(_ expression: Expression, _ schema: TableSchema) throws(TableError) {
    do { root = try expression.checked(in: schema.expressionScope) } catch { throw TableError(error) }
    guard let type = ColumnType(root.type) else {
      throw TableError(.expression, "it is not known which type '\(expression.source)' has")
    }
    self.type = type
  }

  /// An expression whose value is true, false or missing.
  convenience init(condition expression: Expression, _ schema: TableSchema) throws(TableError) {
    try self.init(expression, schema)
    guard type == .boolean || root.type == .null else {
      throw TableError(.expression, "a condition is true or false; '\(expression.source)' is \(type)")
    }
  }

  /// The column, if the expression is nothing but its name.
  var column: Int? {
    if case .name(_, let slot) = root.kind { return slot }
    return nil
  }

  /// The places of the columns that it looks at.
  var slots: Set<Int> { root.slots }

  /// What is known of columns in rows for which a condition is true.
  var bounds: [ColumnBound] { ConditionBounds.of(root) }

  func evaluate(_ chunk: TableChunk) throws -> ColumnVector {
    let result = try ColumnOperand.evaluate(root, chunk, rows).column(of: type, rows: chunk.count)
    rows += chunk.count
    return result
  }

  /// The places where a condition is true; nil where it is true everywhere.
  func places(_ chunk: TableChunk) throws -> [Int32]? {
    let condition = try ColumnOperand.evaluate(root, chunk, rows)
    rows += chunk.count
    switch condition {
    case .constant(.boolean(true)): return nil
    case .constant: return []
    case .column(let vector):
      let count = chunk.count
      let flags = vector.booleans
      return [Int32](unsafeUninitializedCapacity: count) { places, filled in
        var next = 0
        if vector.nullCount == 0 {
          for row in 0..<count {
            places[next] = Int32(truncatingIfNeeded: row)
            next &+= Int(flags[row])
          }
        } else {
          for row in 0..<count where flags[row] != 0 && !vector.isNull(row) {
            places[next] = Int32(truncatingIfNeeded: row)
            next &+= 1
          }
        }
        filled = next
      }
    }
  }
}
