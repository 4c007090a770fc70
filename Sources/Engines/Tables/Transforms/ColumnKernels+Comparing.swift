internal import Expressions
internal import Glibc

extension ColumnKernels {
  func compare(_ operation: Operation, _ left: ColumnOperand, _ right: ColumnOperand) -> ColumnVector? {
    if let (a, b) = integers(left, right) {
      return compare(operation, a, b, less: { $0 < $1 }, same: { $0 == $1 })
    }
    if let (a, b) = doubles(left, right) {
      // NaN is the same as itself and greater than every number, so that conditions agree with sorting.
      return compare(
        operation, a, b, less: { $0 < $1 || (!($0 != $0) && $1 != $1) },
        same: { $0 == $1 || ($0 != $0 && $1 != $1) })
    }
    return compareTexts(operation, left, right)
  }

  @inline(__always)
  private func compare<Number>(
    _ operation: Operation, _ a: NumberOperand<Number>, _ b: NumberOperand<Number>, less: (Number, Number) -> Bool,
    same: (Number, Number) -> Bool
  ) -> ColumnVector {
    let sources = [a.vector, b.vector].compactMap { $0 }
    switch operation {
    case .equal: return booleans(sources) { same(a[$0], b[$0]) ? 1 : 0 }
    case .unequal: return booleans(sources) { same(a[$0], b[$0]) ? 0 : 1 }
    case .less: return booleans(sources) { less(a[$0], b[$0]) ? 1 : 0 }
    case .lessOrEqual: return booleans(sources) { less(b[$0], a[$0]) ? 0 : 1 }
    case .greater: return booleans(sources) { less(b[$0], a[$0]) ? 1 : 0 }
    default: return booleans(sources) { less(a[$0], b[$0]) ? 0 : 1 }
    }
  }

  private func compareTexts(_ operation: Operation, _ left: ColumnOperand, _ right: ColumnOperand) -> ColumnVector? {
    switch (left, right) {
    case (.column(let a), .column(let b)) where a.type == .text && b.type == .text:
      return compareTexts(operation, [a, b], { a.bytes(at: $0) }, { b.bytes(at: $0) })
    case (.column(let a), .constant(.text(let text))) where a.type == .text:
      var text = text
      return text.withUTF8 { bytes in
        compareTexts(operation, [a], { a.bytes(at: $0) }, { _ in UnsafeRawBufferPointer(bytes) })
      }
    case (.constant(.text(let text)), .column(let b)) where b.type == .text:
      var text = text
      return text.withUTF8 { bytes in
        compareTexts(operation, [b], { _ in UnsafeRawBufferPointer(bytes) }, { b.bytes(at: $0) })
      }
    default: return nil
    }
  }

  @inline(__always)
  private func compareTexts(
    _ operation: Operation, _ sources: [ColumnVector], _ a: (Int) -> UnsafeRawBufferPointer,
    _ b: (Int) -> UnsafeRawBufferPointer
  ) -> ColumnVector {
    switch operation {
    case .equal: booleans(sources) { Self.same(a($0), b($0)) ? 1 : 0 }
    case .unequal: booleans(sources) { Self.same(a($0), b($0)) ? 0 : 1 }
    case .less: booleans(sources) { Self.order(a($0), b($0)) < 0 ? 1 : 0 }
    case .lessOrEqual: booleans(sources) { Self.order(a($0), b($0)) <= 0 ? 1 : 0 }
    case .greater: booleans(sources) { Self.order(a($0), b($0)) > 0 ? 1 : 0 }
    default: booleans(sources) { Self.order(a($0), b($0)) >= 0 ? 1 : 0 }
    }
  }

  @inline(__always)
  static func same(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    left.count == right.count && order(left, right) == 0
  }

  /// By bytes: below, at or above zero.
  @inline(__always)
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    if let a = left.baseAddress, let b = right.baseAddress {
      let order = memcmp(a, b, min(left.count, right.count))
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}
