internal import Database
internal import Threads

/// A statement that is stepped through batch by batch, on a connection that keeps its snapshot.
final class SQLiteCursor: SQLRowStream.Source {
  /// Used by one reading thread at a time, one job after the other, so it is safe to hand over.
  private final class Position: @unchecked Sendable {
    let connection: SQLiteConnection
    let statement: PreparedStatement

    init(_ connection: SQLiteConnection, _ statement: PreparedStatement) {
      self.connection = connection
      self.statement = statement
    }
  }

  private let pool: ReaderPool
  private let position: Position
  private let batch: Int
  private let ended = Monitor(false)

  private init(_ pool: ReaderPool, _ position: Position, batch: Int) {
    self.pool = pool
    self.position = position
    self.batch = max(1, batch)
  }

  static func open(_ statement: Statement, batch: Int, in pool: ReaderPool) async throws -> SQLiteCursor {
    try await pool.onThread { flag throws(DatabaseError) in
      try pool.reserveCursor()
      do throws(DatabaseError) {
        let connection = try pool.borrow()
        do throws(DatabaseError) {
          let prepared = try connection.prepare(statement)
          guard !prepared.controlsTransaction else {
            prepared.reset()
            throw DatabaseError.transactionControl
          }
          return SQLiteCursor(pool, Position(connection, prepared), batch: batch)
        } catch {
          pool.giveBack(connection)
          throw error
        }
      } catch {
        pool.releaseCursor()
        throw error
      }
    }
  }

  deinit {
    guard !ended.with({ $0 }) else { return }
    let (pool, position) = (pool, position)
    // A closing pool has no thread left for it; then nothing else uses the connection.
    if !pool.submit({ Self.end(pool, position) }) { Self.end(pool, position) }
  }

  func next() async throws -> [SQLRow]? {
    if ended.with({ $0 }) { return nil }
    return try await pool.onThread { [self] flag throws(DatabaseError) in
      let connection = position.connection
      connection.interruption.set(
        deadline: MonotonicTime.now + pool.configuration.readTimeLimit.nanoseconds, flag: flag)
      defer { if !ended.with({ $0 }) { connection.interruption.clear() } }
      do throws(DatabaseError) {
        var rows: [SQLRow] = []
        while rows.count < batch {
          guard let row = try position.statement.step(on: connection.handle) else {
            finish()
            return rows.isEmpty ? nil : rows
          }
          rows.append(row)
        }
        return rows
      } catch {
        finish()
        throw error
      }
    }
  }

  private func finish() {
    ended.with { $0 = true }
    Self.end(pool, position)
  }

  private static func end(_ pool: ReaderPool, _ position: Position) {
    position.statement.reset()
    position.connection.rollBack()
    pool.giveBack(position.connection)
    pool.releaseCursor()
  }
}
