internal import Expressions
internal import Values

/// Operations over whole columns, where there is a loop for the operands' layouts.
struct ColumnKernels {
  let node: CheckedExpression
  let rows: Int
  /// Rows of the chunks before.
  let before: Int

  func apply(_ operation: Operation, _ operands: [ColumnOperand]) throws -> ColumnVector? {
    switch operation {
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return compare(operation, operands[0], operands[1])
    case .and, .or: return combine(operation, operands)
    case .not:
      guard case .column(let vector) = operands[0], vector.type == .boolean else { return nil }
      return booleans([vector]) { vector.booleans[$0] ^ 1 }
    case .isNull:
      guard case .column(let vector) = operands[0] else { return nil }
      return booleans([]) { vector.isNull($0) ? 1 : 0 }
    case .add, .subtract, .multiply, .divide: return try calculate(operation, operands[0], operands[1])
    default: return nil
    }
  }

  /// A vector of booleans, missing where one of the sources is.
  @inline(__always)
  func booleans(_ sources: [ColumnVector], _ value: (Int) -> UInt8) -> ColumnVector {
    let result = ColumnVector(.boolean, reserving: rows)
    result.appendBooleans(rows) { target in
      for row in 0..<rows { target[row] = value(row) }
    }
    for source in sources { result.mergeNulls(of: source) }
    return result
  }

  // MARK: Logic

  private func combine(_ operation: Operation, _ operands: [ColumnOperand]) -> ColumnVector? {
    var vectors: [ColumnVector] = []
    for operand in operands {
      guard case .column(let vector) = operand, vector.type == .boolean else { return nil }
      vectors.append(vector)
    }
    let isOr = operation == .or
    guard vectors.contains(where: { $0.nullCount > 0 }) else {
      let result = booleans([]) { _ in isOr ? 0 : 1 }
      for vector in vectors {
        let flags = vector.booleans
        result.changeBooleans { target in
          if isOr {
            for row in 0..<rows { target[row] |= flags[row] }
          } else {
            for row in 0..<rows { target[row] &= flags[row] }
          }
        }
      }
      return result
    }
    let result = ColumnVector(.boolean, reserving: rows)
    let decisive: UInt8 = isOr ? 1 : 0
    for row in 0..<rows {
      var hasNull = false
      var isDecided = false
      for vector in vectors {
        if vector.isNull(row) { hasNull = true } else if vector.booleans[row] == decisive { isDecided = true }
      }
      if isDecided {
        result.append(boolean: isOr)
      } else if hasNull {
        result.appendNull()
      } else {
        result.append(boolean: !isOr)
      }
    }
    return result
  }
}

extension ColumnVector {
  /// Changes booleans in their place.
  func changeBooleans(_ body: (UnsafeMutablePointer<UInt8>) -> Void) { body(booleanStorage.start) }
}
