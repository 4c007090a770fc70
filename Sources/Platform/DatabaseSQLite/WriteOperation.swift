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

  /// A statement that fails undoes itself; one that does not meet its expectation has run.
  func leavesNothing(after error: DatabaseError, changed: Bool) -> Bool {
    guard error.statement == 0 else { return false }
    return error.code != .expectationFailed || (!changed && statements[0].isAboutRows)
  }

  /// One statement undoes itself when it fails; several need a savepoint.
  var needsSavepoint: Bool { statements.count > 1 || statements.first?.expectation != .any }
}

extension Statement {
  /// Reads or changes rows, so that the count of changed rows tells whether it did something.
  fileprivate var isAboutRows: Bool {
    ["select", "insert", "update", "delete", "replace", "with"].contains { word in
      sql.utf8.count > word.utf8.count && zip(sql.utf8, word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}
