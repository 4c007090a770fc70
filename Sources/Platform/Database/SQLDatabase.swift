/// A database that keeps what it acknowledged.
///
/// Every driver passes the same conformance suite (`Tests/DatabaseTests`).
public protocol SQLDatabase: Sendable {
  var dialect: SQLDialect { get }

  /// Runs the statements as one transaction in one round trip and returns a result for each.
  ///
  /// When an expectation is not met nothing is kept and the error names the statement's index.
  /// It returns only when the transaction is durable.
  func run(_ statements: [Statement]) async throws -> [SQLResult]

  /// Runs the body in one transaction. A thrown error rolls back; the body may run again only on a
  /// serialization failure or deadlock, so it must have no outside effects.
  func transaction<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T

  /// Reads on a connection that cannot write.
  func query(_ statement: Statement) async throws -> SQLResult

  /// Reads row by row at constant memory, in batches of about `batch` rows, from one consistent snapshot.
  func rows(of statement: Statement, batch: Int) -> AsyncThrowingStream<[SQLRow], any Error>

  func close() async
}

/// The connection inside a transaction; valid only within the body.
public protocol SQLTransaction: Sendable {
  var dialect: SQLDialect { get }

  @discardableResult
  func run(_ statements: [Statement]) async throws -> [SQLResult]
}

extension SQLTransaction {
  @discardableResult
  public func run(_ statement: Statement) async throws -> SQLResult {
    try await run([statement])[0]
  }
}

extension SQLDatabase {
  @discardableResult
  public func run(_ statement: Statement) async throws -> SQLResult {
    try await run([statement])[0]
  }
}

/// Where SQL differs between the drivers.
public enum SQLDialect: Sendable, Hashable {
  case sqlite
  case postgres
}
