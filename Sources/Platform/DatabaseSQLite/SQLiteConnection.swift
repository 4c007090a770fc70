internal import CSQLite
internal import Database
internal import Glibc

/// One connection with its prepared statements, used by one thread at a time.
final class SQLiteConnection {
  enum Mode {
    case write
    case read
  }

  let handle: OpaquePointer
  let interruption = Interruption()
  private var statements: StatementCache

  init(path: String, mode: Mode, configuration: SQLiteConfiguration) throws(DatabaseError) {
    var opened: OpaquePointer?
    let access = mode == .write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE
    let result = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened else {
      throw DatabaseError(.cannotOpen, "There is no memory to open the database '\(path)'.")
    }
    handle = opened
    statements = StatementCache(capacity: configuration.statements)
    guard result == SQLITE_OK else {
      let error = DatabaseError.sqlite(opened, result)
      sqlite3_close_v2(opened)
      throw DatabaseError(
        .cannotOpen, "Cannot open the database '\(path)': \(error.message)", nativeCode: error.nativeCode)
    }
    sqlite3_busy_timeout(handle, Int32(clamping: configuration.busyTimeout.milliseconds))
    interruption.install(on: handle)
    do throws(DatabaseError) {
      try setUp(mode)
    } catch {
      close()
      throw error
    }
  }

  private func setUp(_ mode: Mode) throws(DatabaseError) {
    if mode == .write {
      let journal = try execute(Statement("pragma journal_mode = wal"))
      guard journal.rows.first?.values.first == .text("wal") else {
        throw DatabaseError(
          .cannotOpen, "The database cannot use a write-ahead log here. Put the data folder on a local disk.")
      }
      try execute(Statement("pragma synchronous = full"))
      try execute(Statement("pragma wal_autocheckpoint = 0"))
    } else {
      try execute(Statement("pragma query_only = on"))
    }
    try execute(Statement("pragma foreign_keys = on"))
    try execute(Statement("pragma temp_store = memory"))
  }

  /// The pages of a log whose flush failed must not reach the database file.
  func leaveLogAsItIs() {
    _ = cs_no_checkpoint_on_close(handle)
  }

  func close() {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// How many rows this connection has changed since it was opened.
  var changes: Int64 { sqlite3_total_changes64(handle) }

  var hasDeferredViolations: Bool { cs_has_deferred_violations(handle) != 0 }

  /// For the driver's own statements.
  @discardableResult
  func execute(_ statement: Statement) throws(DatabaseError) -> SQLResult {
    let prepared = try prepare(statement)
    defer { prepared.reset() }
    return try prepared.execute(on: handle)
  }

  /// Runs all in order; the error names the failed one.
  func execute(_ batch: [Statement]) throws(DatabaseError) -> [SQLResult] {
    var results: [SQLResult] = []
    results.reserveCapacity(batch.count)
    for (index, statement) in batch.enumerated() {
      do throws(DatabaseError) {
        let prepared = try prepare(statement)
        defer { prepared.reset() }
        if prepared.controlsTransaction { throw DatabaseError.transactionControl }
        let result = try prepared.execute(on: handle)
        if let unmet = statement.unmetExpectation(affected: result.affected) { throw unmet }
        results.append(result)
      } catch {
        throw error.at(index)
      }
    }
    return results
  }

  /// The statement with its values bound; reset it when done.
  func prepare(_ statement: Statement) throws(DatabaseError) -> PreparedStatement {
    let prepared: PreparedStatement
    if let known = statements[statement.sql] {
      prepared = known
    } else {
      prepared = try PreparedStatement(statement.sql, on: handle)
      statements.insert(prepared)
    }
    try prepared.bind(statement.values, on: handle)
    return prepared
  }

  /// Gives up the transaction; after some errors SQLite has done so already.
  func rollBack() {
    if isInTransaction { _ = try? execute(Statement("rollback")) }
  }
}
