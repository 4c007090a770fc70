internal import Tables

/// The types that a sheet's cells have in common, column by column.
struct SheetInference {
  struct ColumnTypes {
    private var kinds: Set<SheetCell.Kind> = []
    private var isWhole = true
    private var isMidnight = true

    mutating func add(_ cell: SheetCell) {
      guard cell.kind != .error else { return }
      kinds.insert(cell.kind)
      let isInteger = cell.number.rounded(.towardZero) == cell.number && cell.number.magnitude < 9_007_199_254_740_992
      if cell.kind == .number, !isInteger { isWhole = false }
      if cell.kind == .date || cell.kind == .dateTime, !isInteger { isMidnight = false }
    }

    var result: ColumnType {
      if kinds.isEmpty { return .text }
      if kinds == [.number] { return isWhole ? .integer : .double }
      if kinds == [.boolean] { return .boolean }
      if kinds == [.time] { return .time }
      if kinds == [.duration] { return .duration }
      if kinds == [.date] { return isMidnight ? .date : .timestamp(zone: nil) }
      if kinds.isSubset(of: [.date, .dateTime]) { return .timestamp(zone: nil) }
      return .text
    }
  }

  private(set) var types: [ColumnTypes] = []

  mutating func add(_ cells: [SheetCell]) {
    for cell in cells {
      while types.count <= cell.column { types.append(ColumnTypes()) }
      types[cell.column].add(cell)
    }
  }
}
