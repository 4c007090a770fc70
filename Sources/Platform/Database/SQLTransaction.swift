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

extension DatabaseError {
  /// What a transaction throws when its body threw: the body's own error, unless the first failure of its statements
  /// explains more or calls for another try.
  package static func reason(_ thrown: any Error, _ failure: DatabaseError?) -> any Error {
    guard let failure else { return thrown }
    if failure.code == .timeLimit || failure.code == .serializationFailed { return failure }
    return (thrown as? DatabaseError)?.code == .misuse ? failure : thrown
  }
}
