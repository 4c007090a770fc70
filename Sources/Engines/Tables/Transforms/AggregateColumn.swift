internal import Expressions

/// One summary of every group, updated with the rows of a chunk at once.
protocol AggregateColumn: AnyObject {
  var type: ColumnType { get }
  var byteCount: Int { get }
  /// Makes room for so many groups.
  func grow(to groups: Int)
  /// `groups` says each row's group; below zero the row is not meant.
  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>)
  /// Appends the group's result.
  func finish(_ group: Int, into result: ColumnVector) throws(TableError)
}

/// What is asked for: a summary of a column, or of the rows.
struct AggregateRequest {
  var aggregate: Aggregate
  var column: Int?
  var name: String
}

extension AggregateRequest {
  /// The state for a source of this schema.
  func column(_ schema: TableSchema) throws(TableError) -> any AggregateColumn {
    guard let column else { return CountColumn() }
    let type = schema.columns[column].type
    switch aggregate {
    case .count: return CountColumn()
    case .distinct: return DistinctColumn()
    case .sum, .mean:
      switch type {
      case .double: return DoubleSumColumn(isMean: aggregate == .mean)
      case .integer, .decimal: return ExactSumColumn(type, isMean: aggregate == .mean)
      case .duration where aggregate == .sum: return ExactSumColumn(type, isMean: false)
      default: break
      }
    case .least, .greatest, .first, .last:
      if !type.isNested { return PickedColumn(type, aggregate) }
    }
    throw TableError(.type, "\(aggregate.rawValue)() has no result for values that are \(type)")
  }
}

/// How many values there are, or rows where no column is meant.
final class CountColumn: AggregateColumn {
  let type = ColumnType.integer
  private var counts: [Int64] = []

  var byteCount: Int { counts.count * 8 }

  func grow(to groups: Int) { counts.append(contentsOf: repeatElement(0, count: groups - counts.count)) }

  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>) {
    counts.withUnsafeMutableBufferPointer { counts in
      guard let column, column.nullCount > 0 else {
        for group in groups where group >= 0 { counts[Int(group)] &+= 1 }
        return
      }
      for (row, group) in groups.enumerated() where group >= 0 && !column.isNull(row) { counts[Int(group)] &+= 1 }
    }
  }

  func finish(_ group: Int, into result: ColumnVector) { result.append(integer: counts[group]) }
}

/// The sum of doubles with the part that each addition loses (Neumaier), so that the order of rows hardly matters.
final class DoubleSumColumn: AggregateColumn {
  let type = ColumnType.double
  private let isMean: Bool
  private var sums: [State] = []

  private struct State {
    var sum = 0.0
    var lost = 0.0
    var count = 0
  }

  init(isMean: Bool) { self.isMean = isMean }

  var byteCount: Int { sums.count * 24 }

  func grow(to groups: Int) { sums.append(contentsOf: repeatElement(State(), count: groups - sums.count)) }

  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>) {
    guard let column else { return }
    let values = column.doubles
    sums.withUnsafeMutableBufferPointer { sums in
      for (row, group) in groups.enumerated() where group >= 0 && !column.isNull(row) {
        let value = values[row]
        var state = sums[Int(group)]
        let sum = state.sum + value
        state.lost += abs(state.sum) >= abs(value) ? (state.sum - sum) + value : (value - sum) + state.sum
        state.sum = sum
        state.count += 1
        sums[Int(group)] = state
      }
    }
  }

  func finish(_ group: Int, into result: ColumnVector) {
    let state = sums[group]
    guard state.count > 0 else { return result.appendNull() }
    let sum = state.sum.isFinite ? state.sum + state.lost : state.sum
    result.append(double: isMean ? sum / Double(state.count) : sum)
  }
}

/// The exact sum of integers, decimals and durations.
final class ExactSumColumn: AggregateColumn {
  let type: ColumnType
  private let isMean: Bool
  private let unit: Double
  private var sums: [State] = []

  private struct State {
    var sum: Int128 = 0
    var count = 0
    var overflows = false
  }

  init(_ type: ColumnType, isMean: Bool) {
    self.isMean = isMean
    var unit = 1.0
    if case .decimal(_, let scale) = type {
      for _ in 0..<scale { unit *= 10 }
      self.type = isMean ? .double : .decimal(precision: 38, scale: scale)
    } else {
      self.type = isMean ? .double : type
    }
    self.unit = unit
  }

  var byteCount: Int { sums.count * 32 }

  func grow(to groups: Int) { sums.append(contentsOf: repeatElement(State(), count: groups - sums.count)) }

  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>) {
    guard let column else { return }
    let isWide = column.layout == .wideIntegers
    sums.withUnsafeMutableBufferPointer { sums in
      for (row, group) in groups.enumerated() where group >= 0 && !column.isNull(row) {
        let value = isWide ? column.wideIntegers[row] : Int128(column.integers[row])
        var state = sums[Int(group)]
        let (sum, overflow) = state.sum.addingReportingOverflow(value)
        state.sum = sum
        state.count += 1
        state.overflows = state.overflows || overflow
        sums[Int(group)] = state
      }
    }
  }

  func finish(_ group: Int, into result: ColumnVector) throws(TableError) {
    let state = sums[group]
    guard state.count > 0 else { return result.appendNull() }
    let failure = TableError(.value, "a sum has too many digits; sum(number(…)) gives an approximate one")
    if state.overflows { throw failure }
    if isMean { return result.append(double: Double(state.sum) / unit / Double(state.count)) }
    if result.layout == .wideIntegers { return result.append(wide: state.sum) }
    guard let value = Int64(exactly: state.sum) else { throw failure }
    result.append(integer: value)
  }
}

/// The least, greatest, first or last value.
final class PickedColumn: AggregateColumn {
  let type: ColumnType
  private let aggregate: Aggregate
  /// All values that were ever picked, and the place of each group's; -1 where it has none.
  private var values: ColumnVector
  private var places: [Int32] = []

  init(_ type: ColumnType, _ aggregate: Aggregate) {
    self.type = type
    self.aggregate = aggregate
    values = ColumnVector(type)
  }

  var byteCount: Int { values.byteCount + places.count * 4 }

  func grow(to groups: Int) { places.append(contentsOf: repeatElement(-1, count: groups - places.count)) }

  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>) {
    guard let column else { return }
    for (row, group) in groups.enumerated() where group >= 0 && !column.isNull(row) {
      let place = places[Int(group)]
      if place >= 0 {
        switch aggregate {
        case .first: continue
        case .least: if RowOrder.compare(column, row, values, Int(place)) >= 0 { continue }
        case .greatest: if RowOrder.compare(column, row, values, Int(place)) <= 0 { continue }
        default: break
        }
      }
      places[Int(group)] = Int32(values.count)
      values.append(row: row, of: column)
    }
    if values.count > 4_096, values.count > places.count * 4 { tidy() }
  }

  /// Drops the values that are nobody's any more.
  private func tidy() {
    let kept = ColumnVector(type, reserving: places.count)
    for (group, place) in places.enumerated() where place >= 0 {
      places[group] = Int32(kept.count)
      kept.append(row: Int(place), of: values)
    }
    values = kept
  }

  func finish(_ group: Int, into result: ColumnVector) {
    let place = places[group]
    if place < 0 { result.appendNull() } else { result.append(row: Int(place), of: values) }
  }
}
