/// What one statement did.
public struct SQLResult: Sendable, Hashable {
  public var rows: [SQLRow]
  /// Rows inserted, updated or deleted; for a query the rows returned.
  public var affected: Int

  public init(rows: [SQLRow] = [], affected: Int = 0) {
    self.rows = rows
    self.affected = affected
  }

  /// The only row; anything else is an error.
  public var only: SQLRow {
    get throws {
      guard rows.count == 1 else {
        throw DatabaseError(.expectationFailed, "The query returned \(rows.count) rows where exactly one was expected.")
      }
      return rows[0]
    }
  }
}
