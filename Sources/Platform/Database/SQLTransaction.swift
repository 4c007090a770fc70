/// The connection inside a transaction; valid only within the body.
public protocol SQLTransaction: Sendable {
  var dialect: SQLDialect { get }

  /// Runs the statements in one round trip. After an error the transaction can only be given up.
  @discardableResult
  func run(_ statements: [Statement]) async throws -> [SQLResult]
}

extension SQLTransaction {
  @discardableResult
  public func run(_ statement: Statement) async throws -> SQLResult {
    try await run([statement])[0]
  }
}
