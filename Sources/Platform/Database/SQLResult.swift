/// What one statement did.
public struct SQLResult: Sendable {
  public var rows: [SQLRow]
  /// Rows inserted, updated or deleted; for a query the rows returned.
  public var affected: Int

  public init(rows: [SQLRow] = [], affected: Int = 0) {
    self.rows = rows
    self.affected = affected
  }
}

/// The values of one row; the column names are shared by all rows of a result.
public struct SQLRow: Sendable {
  public let columns: [String]
  public let values: [SQLValue]

  public init(columns: [String], values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  public subscript(index: Int) -> SQLValue { values[index] }
}
