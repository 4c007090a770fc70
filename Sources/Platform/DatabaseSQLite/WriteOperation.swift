internal import Database

/// A batch that waits for the writer, and its caller.
final class WriteOperation: Sendable {
  let statements: [Statement]
  let cancellation: CancellationFlag
  private let continuation: UnsafeContinuation<[SQLResult], any Error>

  init(
    _ statements: [Statement], _ continuation: UnsafeContinuation<[SQLResult], any Error>,
    _ cancellation: CancellationFlag
  ) {
    self.cancellation = cancellation
    self.statements = statements
    self.continuation = continuation
  }

  /// Called once, by the writer.
  func answer(_ outcome: Result<[SQLResult], DatabaseError>) {
    switch outcome {
    case .success(let results): continuation.resume(returning: results)
    case .failure(let error): continuation.resume(throwing: error)
    }
  }

  func drop() {
    continuation.resume(throwing: CancellationError())
  }

  /// One statement undoes itself when it fails; several need a savepoint.
  var needsSavepoint: Bool { statements.count > 1 || statements.first?.expectation != .any }
}
