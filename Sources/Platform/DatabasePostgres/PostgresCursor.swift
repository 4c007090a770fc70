internal import Database
internal import Threads

/// A server-side cursor in a read-only transaction of its own.
final class PostgresCursor: SQLRowStream.Source {
  private let lease: PostgresLease
  private let batch: Int
  private let first: Monitor<[SQLRow]?>
  private let ended = Monitor(false)

  private init(_ lease: PostgresLease, batch: Int, first: [SQLRow]) {
    self.lease = lease
    self.batch = batch
    self.first = Monitor(first)
  }

  static func open(_ statement: Statement, batch: Int, in pool: PostgresPool) async throws -> PostgresCursor {
    let batch = max(1, batch)
    if Statement.controlsTransaction(statement.sql) { throw DatabaseError.transactionControl }
    let lease = PostgresLease(
      pool, .cursor, begin: "begin isolation level repeatable read, read only", timeLimit: .seconds(365 * 86400))
    let cancellation = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await lease.start(cancellation)
      do {
        let results = try await lease.run(
          [Statement("declare c no scroll cursor for \(statement.sql)", statement.values), fetch(batch)],
          keepsPlans: false)
        return PostgresCursor(lease, batch: batch, first: results[1].rows)
      } catch {
        try? await lease.finish(keeping: false)
        throw error
      }
    } onCancel: {
      cancellation.set()
      lease.cancel()
    }
  }

  deinit {
    if !ended.with({ $0 }) { lease.abandon() }
  }

  func next() async throws -> [SQLRow]? {
    if ended.with({ $0 }) { return nil }
    let rows: [SQLRow]
    if let waiting = first.with({ waiting in
      defer { waiting = nil }
      return waiting
    }) {
      rows = waiting
    } else {
      do {
        rows = try await withTaskCancellationHandler {
          try await lease.run([Self.fetch(batch)], keepsPlans: false)[0].rows
        } onCancel: { [lease] in
          lease.cancel()
        }
      } catch {
        await end()
        throw error
      }
    }
    if rows.count < batch { await end() }
    return rows.isEmpty ? nil : rows
  }

  private func end() async {
    ended.with { $0 = true }
    // Nothing was written, so there is nothing that could fail to be kept.
    try? await lease.finish(keeping: false)
  }

  private static func fetch(_ count: Int) -> Statement { Statement("fetch \(count) from c") }
}
