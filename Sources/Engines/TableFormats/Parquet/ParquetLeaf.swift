internal import Tables

/// A column of a Parquet file: a leaf of the schema's tree, and the way to it.
struct ParquetLeaf {
  enum Step {
    case list
    case field(Int)
  }

  let path: [String]
  let type: ColumnType
  let isNullable: Bool
  /// From the table's column down to the leaf, with whether each node on the way may be missing.
  let steps: [(step: Step, isNullable: Bool)]
  /// The table's column it belongs to.
  let column: Int
  let maxDefinition: Int
  let maxRepetition: Int

  var isFlat: Bool { steps.isEmpty }

  static func leaves(of schema: TableSchema) throws(TableError) -> [ParquetLeaf] {
    var leaves: [ParquetLeaf] = []
    for (index, column) in schema.columns.enumerated() {
      try collect(column, index, [column.name], [], 0, 0, &leaves)
    }
    return leaves
  }

  private static func collect(
    _ column: Column, _ index: Int, _ path: [String], _ steps: [(step: Step, isNullable: Bool)], _ definition: Int,
    _ repetition: Int, _ leaves: inout [ParquetLeaf]
  ) throws(TableError) {
    let definition = definition + (column.isNullable ? 1 : 0)
    switch column.type {
    case .list(let element):
      try collect(
        Column("element", element), index, path + ["list", "element"], steps + [(.list, column.isNullable)],
        definition + 1, repetition + 1, &leaves)
    case .object(let fields):
      guard !fields.isEmpty else {
        throw TableError(.unsupported, "Parquet has no objects without fields", at: .init(column: path[0]))
      }
      for (place, field) in fields.enumerated() {
        try collect(
          field, index, path + [field.name], steps + [(.field(place), column.isNullable)], definition, repetition,
          &leaves)
      }
    default:
      leaves.append(
        ParquetLeaf(
          path: path, type: column.type, isNullable: column.isNullable, steps: steps, column: index,
          maxDefinition: definition, maxRepetition: repetition))
    }
  }
}
