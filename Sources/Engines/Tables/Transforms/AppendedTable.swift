internal import Expressions

/// Several tables one below the other: all columns of all of them, by their names.
///
/// A column's type is the one that holds the values of all tables without loss; where a table lacks the column, its
/// rows have no value in it.
final class AppendedTable: TableSource {
  let schema: TableSchema
  private let sources: [any TableSource]
  /// For each source and column, where the column stands in the source.
  private let places: [[Int?]]
  private let hasOrigin: Bool
  private var present = 0
  private var interest: TableInterest?
  private var hasBegun = false

  /// `origin` is the name of a first column that says which table a row came from.
  init(_ sources: [any TableSource], origin: String?) throws {
    guard let first = sources.first else { throw TableError(.input, "there is no table") }
    self.sources = sources
    hasOrigin = origin != nil
    var schema = TableSchema(name: first.schema.name, columns: [], metadata: first.schema.metadata)
    if let origin { schema.columns.append(Column(origin, .text, isNullable: false)) }
    let own = schema.columns.count
    for source in sources {
      for column in source.schema.columns {
        guard let place = schema.index(of: column.name) else {
          schema.columns.append(column)
          continue
        }
        guard place >= own else {
          throw TableError(.expression, "'\(source.schema.name)' has a column '\(column.name)' already; choose another")
        }
        schema.columns[place] = try Self.common(schema.columns[place], column, source.schema.name)
      }
    }
    places = sources.map { source in schema.columns.map { source.schema.index(of: $0.name) } }
    for (index, _) in schema.columns.enumerated().dropFirst(own)
    where places.contains(where: { $0[index] == nil }) { schema.columns[index].isNullable = true }
    self.schema = schema
  }

  private static func common(_ known: Column, _ column: Column, _ table: String) throws -> Column {
    var result = known
    result.isNullable = known.isNullable || column.isNullable
    if known.type == column.type { return result }
    guard let type = known.type.expressionType.common(with: column.type.expressionType).flatMap({ ColumnType($0) })
    else {
      throw TableError(
        .type,
        "'\(column.name)' is \(known.type) in one table and \(column.type) in '\(table)'; make them alike first",
        at: .init(column: column.name))
    }
    result.type = type
    return result
  }

  func narrow(to interest: TableInterest) { self.interest = interest }

  private func begin() {
    hasBegun = true
    guard let interest else { return }
    for (number, source) in sources.enumerated() {
      let columns = interest.columns.compactMap { places[number][$0] }
      // Only where values are passed on as they are do they compare alike.
      let bounds = interest.bounds.compactMap { bound -> ColumnBound? in
        guard let place = places[number][bound.column],
          source.schema.columns[place].type == schema.columns[bound.column].type
        else { return nil }
        return ColumnBound(place, bound.relation, bound.value)
      }
      source.narrow(to: TableInterest(columns: Set(columns), bounds: bounds))
    }
  }

  func next() throws -> TableChunk? {
    if !hasBegun { begin() }
    while present < sources.count {
      if let chunk = try sources[present].next() { return try extended(chunk) }
      present += 1
    }
    return nil
  }

  private func extended(_ chunk: TableChunk) throws -> TableChunk {
    var columns: [ColumnVector] = []
    for (index, column) in schema.columns.enumerated() {
      if hasOrigin, index == 0 {
        let names = ColumnVector(.text, reserving: chunk.count)
        for _ in 0..<chunk.count { names.append(sources[present].schema.name) }
        columns.append(names)
      } else if let place = places[present][index], interest?.columns.contains(index) ?? true {
        columns.append(try ColumnOperand.column(chunk.columns[place]).column(of: column.type, rows: chunk.count))
      } else {
        let missing = ColumnVector(column.type)
        missing.appendNulls(chunk.count)
        columns.append(missing)
      }
    }
    return TableChunk(columns: columns, count: chunk.count, keeping: chunk)
  }
}
