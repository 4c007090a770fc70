internal import Tables

/// Turns rows into levels and values of one leaf.
enum ParquetShredder {
  static func add(_ vector: ColumnVector, _ rows: Range<Int>, to column: ParquetColumnWriter) throws {
    if column.leaf.isFlat {
      try addFlat(vector, rows, to: column)
    } else {
      for row in rows { try addNested(vector, row, step: 0, repetition: 0, definition: 0, depth: 0, to: column) }
    }
  }

  private static func addFlat(_ vector: ColumnVector, _ rows: Range<Int>, to column: ParquetColumnWriter) throws {
    let level = UInt8(column.leaf.maxDefinition)
    guard vector.nullCount > 0 else {
      column.definitions.append(level, times: rows.count)
      switch column.physical {
      case .int32, .int64:
        let values = vector.integers
        for row in rows { column.add(integer: values[row]) }
      case .double:
        let values = vector.doubles
        for row in rows { column.add(double: values[row]) }
      case .byteArray:
        for row in rows { column.add(bytes: vector.bytes(at: row)) }
      default:
        for row in rows { addValue(vector, row, to: column) }
      }
      return
    }
    for row in rows {
      if vector.isNull(row) {
        try addMissing(0, to: column)
      } else {
        column.definitions.append(level)
        addValue(vector, row, to: column)
      }
    }
  }

  private static func missing(_ leaf: ParquetLeaf) -> TableError {
    TableError(.value, "a value is missing in a column that says none is", at: .init(column: leaf.path.first))
  }

  private static func addMissing(_ definition: UInt8, to column: ParquetColumnWriter) throws {
    guard column.leaf.maxDefinition > 0 else { throw missing(column.leaf) }
    column.definitions.append(definition)
    column.addNull()
  }

  private static func addValue(_ vector: ColumnVector, _ row: Int, to column: ParquetColumnWriter) {
    switch column.physical {
    case .int32, .int64: column.add(integer: vector.integers[row])
    case .double: column.add(double: vector.doubles[row])
    case .boolean: column.add(boolean: vector.booleans[row] != 0)
    case .fixedBytes: column.add(wide: vector.wideIntegers[row])
    default: column.add(bytes: vector.bytes(at: row))
    }
  }

  private static func addNested(
    _ vector: ColumnVector, _ row: Int, step: Int, repetition: Int, definition: Int, depth: Int,
    to column: ParquetColumnWriter
  ) throws {
    let leaf = column.leaf
    let isLeaf = step == leaf.steps.count
    let isNullable = isLeaf ? leaf.isNullable : leaf.steps[step].isNullable
    if vector.isNull(row) {
      guard isNullable else { throw missing(leaf) }
      if leaf.maxRepetition > 0 { column.repetitions.append(UInt8(repetition)) }
      return try addMissing(UInt8(definition), to: column)
    }
    let definition = definition + (isNullable ? 1 : 0)
    if isLeaf {
      if leaf.maxRepetition > 0 { column.repetitions.append(UInt8(repetition)) }
      column.definitions.append(UInt8(definition))
      return addValue(vector, row, to: column)
    }
    switch leaf.steps[step].step {
    case .field(let index):
      try addNested(
        vector.children[index], row, step: step + 1, repetition: repetition, definition: definition, depth: depth,
        to: column)
    case .list:
      let elements = vector.offsets[row]..<vector.offsets[row + 1]
      if elements.isEmpty {
        column.repetitions.append(UInt8(repetition))
        return try addMissing(UInt8(definition), to: column)
      }
      for element in elements {
        try addNested(
          vector.children[0], element, step: step + 1,
          repetition: element == elements.lowerBound ? repetition : depth + 1, definition: definition + 1,
          depth: depth + 1, to: column)
      }
    }
  }
}
