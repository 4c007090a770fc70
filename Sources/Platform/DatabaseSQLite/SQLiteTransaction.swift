internal import Database

struct SQLiteTransaction: SQLTransaction {
  let writer: SQLiteWriter
  let turn: TransactionTurn

  var dialect: SQLDialect { .sqlite }

  func run(_ statements: [Statement]) async throws -> [SQLResult] {
    // A body that hopped to another executor comes back for its statements.
    if writer.isOnThread { return try execute(statements) }
    return try await withTaskExecutorPreference(writer) { try execute(statements) }
  }

  private func execute(_ statements: [Statement]) throws(DatabaseError) -> [SQLResult] {
    try turn.checkUse()
    do throws(DatabaseError) {
      return try writer.connection.execute(statements)
    } catch {
      turn.fail(error)
      throw error
    }
  }
}
