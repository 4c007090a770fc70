internal import Database
internal import Threads

/// A transaction body's time on the writer: waits, runs, ends, and is completed by the commit.
final class TransactionTurn: Sendable {
  private struct State {
    var starting: UnsafeContinuation<Void, any Error>?
    var ending: UnsafeContinuation<Void, any Error>?
    var isRunning = false
    var ended: Bool?
    var isRevoked = false
    var failure: DatabaseError?
    var cancel: (@Sendable () -> Void)?
  }

  let timeLimit: Duration
  private let cancellation = CancellationFlag()
  private let state = Monitor(State())

  init(timeLimit: Duration) {
    self.timeLimit = timeLimit
  }

  var isCancelled: Bool { cancellation.isSet }

  func cancel() {
    cancellation.set()
  }

  /// How the body is told that its time is over.
  func onRevocation(_ cancel: @escaping @Sendable () -> Void) {
    state.with { $0.cancel = cancel }
  }

  func waitForStart(_ continuation: UnsafeContinuation<Void, any Error>) {
    state.with { $0.starting = continuation }
  }

  func start(_ result: Result<Void, any Error>) {
    let continuation = state.with { state in
      if case .success = result { state.isRunning = true } else { state.ended = false }
      defer { state.starting = nil }
      return state.starting
    }
    continuation?.resume(with: result)
  }

  /// False when the turn was revoked before.
  func end(keeping: Bool, _ continuation: UnsafeContinuation<Void, any Error>) -> Bool {
    state.with { state in
      if state.isRevoked { return false }
      state.isRunning = false
      state.ended = keeping
      state.ending = continuation
      return true
    }
  }

  /// Whether the body's changes are to be kept; nil while it runs.
  var ended: Bool? { state.with { $0.ended } }

  /// Takes the turn from a body that does not end; false when it just has.
  func revoke(_ error: DatabaseError) -> Bool {
    let (revoked, cancel) = state.with { state in
      if state.ended != nil { return (false, nil as (@Sendable () -> Void)?) }
      state.isRunning = false
      state.isRevoked = true
      state.ended = false
      state.failure = error
      return (true, state.cancel)
    }
    cancel?()
    return revoked
  }

  func complete(_ result: Result<Void, DatabaseError>) {
    let continuation = state.with { state in
      defer { state.ending = nil }
      return state.ending
    }
    switch result {
    case .success: continuation?.resume()
    case .failure(let error): continuation?.resume(throwing: error)
    }
  }

  /// The first error of its statements; with one the transaction can only be given up.
  var failure: DatabaseError? { state.with { $0.failure } }

  func fail(_ error: DatabaseError) {
    state.with { if $0.failure == nil { $0.failure = error } }
  }

  /// Throws when the body may no longer use its transaction.
  func checkUse() throws(DatabaseError) {
    let problem: DatabaseError? = state.with { state in
      if state.isRevoked { return state.failure }
      if !state.isRunning { return DatabaseError(.misuse, "The transaction has ended; it is valid only in its body.") }
      if state.failure != nil {
        return DatabaseError(.misuse, "A statement of this transaction failed before; it can only be given up.")
      }
      return nil
    }
    if let problem { throw problem }
  }
}
