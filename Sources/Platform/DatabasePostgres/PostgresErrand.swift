internal import Database

/// A batch on its way through the pool: waits for a connection, runs, commits, gives the connection back.
///
/// Everything but the initializer happens on the loop's thread, which makes it safe to share.
final class PostgresErrand: @unchecked Sendable {
  enum Kind {
    case write
    case read
  }

  private let pool: PostgresPool
  private let statements: [Statement]
  private let kind: Kind
  private let cancellation: CancellationFlag
  private let continuation: UnsafeContinuation<[SQLResult], any Error>
  private var connection: PostgresConnection?

  init(
    _ pool: PostgresPool, _ kind: Kind, _ statements: [Statement], _ cancellation: CancellationFlag,
    _ continuation: UnsafeContinuation<[SQLResult], any Error>
  ) {
    self.pool = pool
    self.kind = kind
    self.statements = statements
    self.cancellation = cancellation
    self.continuation = continuation
  }

  func start() {
    pool.acquire(.batch, cancellation) { result in
      switch result {
      case .success(let connection):
        self.connection = connection
        self.pool.errands[ObjectIdentifier(self.cancellation)] = self
        self.send(connection)
      case .failure(let error): self.continuation.resume(throwing: error)
      }
    }
  }

  func cancel() {
    connection?.cancel()
  }

  /// Ends the wait for a server that does not answer.
  func cut() {
    connection?.lose()
  }

  private func send(_ connection: PostgresConnection) {
    switch kind {
    case .read:
      let begin = statements.count == 1 ? "begin read only" : "begin isolation level repeatable read, read only"
      connection.perform(
        PipelineRequest(statements, .whole(begin: begin)) { result in self.end(self.judged(result)) })
    case .write where statements.allSatisfy({ $0.expectation == .any }):
      connection.perform(PipelineRequest(statements, .implicit) { result in self.end(result) })
    case .write:
      // Only the caller knows what it expects, so the commit waits for its judgement.
      connection.perform(
        PipelineRequest(statements, .begin("begin")) { result in
          self.pool.loop.submit { self.commit(connection, self.judged(result)) }
        })
    }
  }

  private func judged(_ result: Result<[SQLResult], DatabaseError>) -> Result<[SQLResult], DatabaseError> {
    guard case .success(let results) = result, let unmet = statements.firstUnmetExpectation(results) else {
      return result
    }
    return .failure(unmet)
  }

  private func commit(_ connection: PostgresConnection, _ result: Result<[SQLResult], DatabaseError>) {
    // The pool undoes what is still open.
    guard case .success(let results) = result else { return end(result) }
    connection.perform(PipelineRequest([], .commit) { outcome in self.end(outcome.map { _ in results }) })
  }

  private func end(_ result: Result<[SQLResult], DatabaseError>) {
    if let connection {
      self.connection = nil
      pool.errands[ObjectIdentifier(cancellation)] = nil
      pool.loop.submit { self.pool.release(connection, from: .batch) }
    }
    if case .failure(let error) = result, error.code == .timeLimit, cancellation.isSet {
      continuation.resume(throwing: CancellationError())
    } else {
      continuation.resume(with: result)
    }
  }
}
