/// A row group: as many values in each column as it has rows.
public final class TableChunk {
  public let columns: [ColumnVector]
  public private(set) var count: Int
  /// The chunk that some of the columns belong to: while it is held, nobody uses their memory again.
  private let origin: TableChunk?

  /// `origin` is the chunk of another source whose columns are among these.
  public init(columns: [ColumnVector], count: Int, keeping origin: TableChunk? = nil) {
    precondition(columns.allSatisfy { $0.count == count }, "every column of a row group has all its rows")
    self.columns = columns
    self.count = count
    self.origin = origin
  }

  /// An empty row group to fill; `seal()` it when all columns have the same count.
  public init(_ schema: TableSchema, reserving rows: Int = 0) {
    columns = schema.columns.map { ColumnVector($0.type, reserving: rows) }
    count = 0
    origin = nil
  }

  /// Takes over the count of its columns.
  public func seal() {
    count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "every column of a row group has all its rows")
  }

  /// About how much memory the values take.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }

  /// Forgets the rows and keeps the memory.
  public func removeAll() {
    for column in columns { column.removeAll() }
    count = 0
  }

  /// The rows at these places, in their order, as a new row group.
  public func gathered(_ rows: [Int]) -> TableChunk {
    TableChunk(columns: columns.map { $0.gathered(rows) }, count: rows.count)
  }

  /// Neighbouring rows as a new row group.
  public func slice(_ rows: Range<Int>) -> TableChunk {
    let copies = columns.map { column in
      let copy = ColumnVector(column.type, reserving: rows.count)
      copy.append(rows: rows, of: column)
      return copy
    }
    return TableChunk(columns: copies, count: rows.count)
  }

  /// Adds a row of another chunk with the same columns; `seal()` afterwards.
  public func append(row: Int, of other: TableChunk) {
    for index in columns.indices { columns[index].append(row: row, of: other.columns[index]) }
  }
}
