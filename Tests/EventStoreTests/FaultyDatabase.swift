import Database
import Threads

/// A database whose next write can be made to fail at the worst moments.
final class FaultyDatabase: SQLDatabase {
  enum Fault: CaseIterable {
    /// Before anything was written.
    case before
    /// After every statement ran, but before the commit.
    case undone
    /// After the commit, but before the caller heard of it.
    case unheard
  }

  private let base: any SQLDatabase
  private let next = Lock<Fault?>(nil)

  init(_ base: any SQLDatabase) { self.base = base }

  func fail(_ fault: Fault) { next.withLock { $0 = fault } }
  func heal() { next.withLock { $0 = nil } }

  private func take() -> Fault? {
    next.withLock { fault in
      defer { fault = nil }
      return fault
    }
  }

  var dialect: SQLDialect { base.dialect }

  func run(_ statements: [Statement]) async throws -> [SQLResult] {
    switch take() {
    case nil: return try await base.run(statements)
    case .before: throw DatabaseError(.unavailable, "before")
    case .undone:
      do {
        _ = try await base.run(statements + [Statement("select 1", expecting: .exactly(0))])
      } catch let error as DatabaseError where error.statement == statements.count {
        throw DatabaseError(.unavailable, "undone")
      }
      throw DatabaseError(.other, "The last statement should have failed.")
    case .unheard:
      _ = try await base.run(statements)
      throw DatabaseError(.outcomeUnknown, "unheard")
    }
  }

  func transaction<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    let fault = take()
    if fault == .before { throw DatabaseError(.unavailable, "before") }
    let value = try await base.transaction(options) { transaction in
      let value = try await body(transaction)
      if fault == .undone { throw DatabaseError(.unavailable, "undone") }
      return value
    }
    if fault == .unheard { throw DatabaseError(.outcomeUnknown, "unheard") }
    return value
  }

  func read(_ statements: [Statement]) async throws -> [SQLResult] { try await base.read(statements) }
  func rows(of statement: Statement, batch: Int) -> SQLRowStream { base.rows(of: statement, batch: batch) }
  func check() async throws { try await base.check() }
  func close() async { await base.close() }
}
