/// A row group: as many values in each column as it has rows.
public final class TableChunk {
  public let columns: [ColumnVector]
  public private(set) var count: Int

  public init(columns: [ColumnVector], count: Int) {
    precondition(columns.allSatisfy { $0.count == count }, "every column of a row group has all its rows")
    self.columns = columns
    self.count = count
  }

  /// An empty row group to fill; `seal()` it when all columns have the same count.
  public init(_ schema: TableSchema, reserving rows: Int = 0) {
    columns = schema.columns.map { ColumnVector($0.type, reserving: rows) }
    count = 0
  }

  /// Takes over the count of its columns.
  public func seal() {
    count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "every column of a row group has all its rows")
  }

  /// Forgets the rows and keeps the memory.
  public func removeAll() {
    for column in columns { column.removeAll() }
    count = 0
  }

  /// The rows at these places, in their order, as a new row group.
  public func gathered(_ rows: [Int]) -> TableChunk {
    TableChunk(columns: columns.map { $0.gathered(rows) }, count: rows.count)
  }

  /// Adds a row of another chunk with the same columns; `seal()` afterwards.
  public func append(row: Int, of other: TableChunk) {
    for index in columns.indices { columns[index].append(row: row, of: other.columns[index]) }
  }
}
