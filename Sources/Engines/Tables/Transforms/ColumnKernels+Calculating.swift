internal import Expressions

extension ColumnKernels {
  func calculate(_ operation: Operation, _ left: ColumnOperand, _ right: ColumnOperand) throws -> ColumnVector? {
    switch node.type {
    case .integer:
      guard let (a, b) = integers(left, right), (a.vector ?? b.vector)?.type == .integer else { return nil }
      switch operation {
      case .add: return try integers(a, b) { $0.addingReportingOverflow($1) }
      case .subtract: return try integers(a, b) { $0.subtractingReportingOverflow($1) }
      case .multiply: return try integers(a, b) { $0.multipliedReportingOverflow(by: $1) }
      default: return nil
      }
    case .number:
      guard let (a, b) = doubles(left, right, anyNumbers: operation == .divide) else { return nil }
      switch operation {
      case .add: return doubles(a, b) { $0 + $1 }
      case .subtract: return doubles(a, b) { $0 - $1 }
      case .multiply: return doubles(a, b) { $0 * $1 }
      default:
        let result = doubles(a, b) { $0 / $1 }
        for row in 0..<rows where b[row] == 0 && !result.isNull(row) {
          throw fault(.divisionByZero, "division by zero", row)
        }
        return result
      }
    default: return nil
    }
  }

  private func fault(_ code: ExpressionError.Code, _ message: String, _ row: Int) -> TableError {
    TableError(ExpressionError(code, message, in: node.text, at: node.range), row: before + row + 1)
  }

  @inline(__always)
  private func doubles(
    _ a: NumberOperand<Double>, _ b: NumberOperand<Double>, _ body: (Double, Double) -> Double
  ) -> ColumnVector {
    let result = ColumnVector(.double, reserving: rows)
    result.appendDoubles(rows) { target in
      for row in 0..<rows { target[row] = body(a[row], b[row]) }
    }
    for source in [a.vector, b.vector] { if let source { result.mergeNulls(of: source) } }
    return result
  }

  @inline(__always)
  private func integers(
    _ a: NumberOperand<Int64>, _ b: NumberOperand<Int64>,
    _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws -> ColumnVector {
    let result = ColumnVector(.integer, reserving: rows)
    var overflows = false
    result.appendIntegers(rows) { target in
      for row in 0..<rows {
        let made = body(a[row], b[row])
        target[row] = made.partialValue
        overflows = overflows || made.overflow
      }
    }
    for source in [a.vector, b.vector] { if let source { result.mergeNulls(of: source) } }
    guard overflows else { return result }
    // Missing rows hold any number, and so do not count.
    for row in 0..<rows where !result.isNull(row) && body(a[row], b[row]).overflow {
      throw fault(.overflow, "the result has too many digits", row)
    }
    return result
  }
}
