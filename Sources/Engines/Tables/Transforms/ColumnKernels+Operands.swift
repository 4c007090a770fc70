internal import Expressions
internal import Values

/// Numbers of one kind for all rows: those of a column, or one for all.
struct NumberOperand<Number> {
  let vector: ColumnVector?
  /// The column's values; step 0 stays at the one value of a constant.
  let start: UnsafePointer<Number>
  let step: Int
  /// Keeps a constant's memory.
  private let owner: AnyObject?

  private final class Constant {
    let memory: UnsafeMutablePointer<Number>

    init(_ value: Number) {
      memory = .allocate(capacity: 1)
      memory.initialize(to: value)
    }

    deinit { memory.deallocate() }
  }

  init(_ vector: ColumnVector, _ start: UnsafePointer<Number>) {
    self.vector = vector
    self.start = start
    step = 1
    owner = nil
  }

  init(constant: Number) {
    let held = Constant(constant)
    vector = nil
    start = UnsafePointer(held.memory)
    step = 0
    owner = held
  }

  @inline(__always) subscript(row: Int) -> Number { start[row &* step] }
}

extension ColumnKernels {
  /// Both operands as integers of one meaning, where they have one.
  func integers(
    _ left: ColumnOperand, _ right: ColumnOperand
  ) -> (NumberOperand<Int64>, NumberOperand<Int64>)? {
    func type(_ operand: ColumnOperand) -> ColumnType? {
      if case .column(let vector) = operand { return vector.type }
      return nil
    }
    guard let model = type(left) ?? type(right), model.layout == .integers else { return nil }
    func operand(_ operand: ColumnOperand) -> NumberOperand<Int64>? {
      switch operand {
      case .column(let vector):
        guard Self.sameMeaning(vector.type, model), let start = vector.integers.baseAddress else { return nil }
        return NumberOperand(vector, start)
      case .constant(let value): return Self.integer(value, as: model).map { NumberOperand(constant: $0) }
      }
    }
    guard let first = operand(left), let second = operand(right) else { return nil }
    return (first, second)
  }

  private static func sameMeaning(_ left: ColumnType, _ right: ColumnType) -> Bool {
    switch (left, right) {
    case (.decimal(let first, let scale), .decimal(let second, let other)):
      first <= 18 && second <= 18 && scale == other
    case (.timestamp(let first), .timestamp(let second)): (first == nil) == (second == nil)
    default: left == right
    }
  }

  private static func integer(_ value: ExpressionValue, as type: ColumnType) -> Int64? {
    switch (type, value) {
    case (.integer, .integer(let number)), (.date, .date(let number)), (.time, .time(let number)),
      (.duration, .duration(let number)), (.timestamp(nil), .timestamp(let number, false)),
      (.timestamp(_?), .timestamp(let number, true)):
      number
    case (.timestamp(nil), .date(let day)):
      day.magnitude < 100_000_000 ? day * CalendarDate.microsecondsPerDay : nil
    case (.decimal(_, let scale), .decimal(let number)):
      number.rescaled(to: scale).flatMap { Int64(exactly: $0.unscaled) }
    case (.decimal(_, let scale), .integer(let number)):
      ExactDecimal(number).rescaled(to: scale).flatMap { Int64(exactly: $0.unscaled) }
    default: nil
    }
  }

  /// Both operands as doubles, where one is a double and the other a number; `anyNumbers` also takes two integers.
  func doubles(
    _ left: ColumnOperand, _ right: ColumnOperand, anyNumbers: Bool = false
  ) -> (NumberOperand<Double>, NumberOperand<Double>)? {
    func isDouble(_ operand: ColumnOperand) -> Bool {
      switch operand {
      case .column(let vector): vector.type == .double
      case .constant(.number): true
      case .constant: false
      }
    }
    guard anyNumbers || isDouble(left) || isDouble(right), let first = double(left), let second = double(right) else {
      return nil
    }
    return (first, second)
  }

  private func double(_ operand: ColumnOperand) -> NumberOperand<Double>? {
    switch operand {
    case .column(let vector) where vector.type == .double:
      return vector.doubles.baseAddress.map { NumberOperand(vector, $0) }
    case .column(let vector) where vector.type == .integer:
      let converted = ColumnVector(.double, reserving: rows)
      let numbers = vector.integers
      converted.appendDoubles(rows) { target in
        for row in 0..<rows { target[row] = Double(numbers[row]) }
      }
      converted.mergeNulls(of: vector)
      return converted.doubles.baseAddress.map { NumberOperand(converted, $0) }
    case .column: return nil
    case .constant(.integer(let value)): return NumberOperand(constant: Double(value))
    case .constant(.number(let value)): return NumberOperand(constant: value)
    case .constant(.decimal(let value)): return NumberOperand(constant: value.double)
    case .constant: return nil
    }
  }
}
