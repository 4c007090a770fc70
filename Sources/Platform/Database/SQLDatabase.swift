/// A database that keeps what it acknowledged.
///
/// Every driver passes the same conformance suite (`Tests/DatabaseTests`).
public protocol SQLDatabase: Sendable {
  var dialect: SQLDialect { get }

  /// Runs the statements as one transaction in one round trip and returns a result for each.
  ///
  /// When a statement fails or an expectation is not met nothing is kept and the error names the statement's index.
  /// It returns only when the transaction is durable.
  func run(_ statements: [Statement]) async throws -> [SQLResult]

  /// Runs the body in one transaction and returns when it is durable. A thrown error rolls back.
  ///
  /// The body may run again after a serialization failure, so it must have no effects outside of the transaction.
  /// Inside it only the given transaction may be used for writes, not the database.
  func transaction<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T

  /// Reads on a connection that cannot write; all statements see the same snapshot.
  func read(_ statements: [Statement]) async throws -> [SQLResult]

  /// Reads row by row at constant memory, in batches of at most `batch` rows, from one snapshot.
  func rows(of statement: Statement, batch: Int) -> SQLRowStream

  /// Throws when the database cannot be read, or no longer accepts writes.
  func check() async throws

  /// Finishes what was accepted and closes; later calls throw ``DatabaseError/Code/closed``.
  func close() async
}

extension SQLDatabase {
  @discardableResult
  public func run(_ statement: Statement) async throws -> SQLResult {
    try await run([statement])[0]
  }

  public func transaction<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    try await transaction(TransactionOptions(), body)
  }

  public func query(_ statement: Statement) async throws -> SQLResult {
    try await read([statement])[0]
  }

  public func rows(of statement: Statement) -> SQLRowStream {
    rows(of: statement, batch: 256)
  }
}
