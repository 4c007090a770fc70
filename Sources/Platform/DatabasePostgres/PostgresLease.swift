internal import Database
internal import Threads

/// One connection for the time of a transaction.
///
/// Everything but `run` and `finish` happens on the loop's thread, which makes it safe to share.
final class PostgresLease: @unchecked Sendable {
  let deadline: UInt64
  private let pool: PostgresPool
  private let use: PostgresPool.Use
  private let begin: String
  private var connection: PostgresConnection?
  private var waiting: [PipelineRequest] = []
  private var hasBegun = false
  private var hasEnded = false
  private var isRevoked = false
  private var failure: DatabaseError?
  private var isCancelled = false
  /// How the body is told that its time is over.
  private var cancelBody: (@Sendable () -> Void)?

  init(_ pool: PostgresPool, _ use: PostgresPool.Use, begin: String, timeLimit: Duration) {
    self.pool = pool
    self.use = use
    self.begin = begin
    deadline = MonotonicTime.now + timeLimit.nanoseconds
  }

  // MARK: From the body

  func start(_ cancellation: CancellationFlag) async throws {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
      let accepted = pool.loop.submit { [self] in
        pool.acquire(use, cancellation) { result in
          switch result {
          case .success(let connection):
            self.connection = connection
            self.pool.leases[ObjectIdentifier(self)] = self
            continuation.resume()
          case .failure(let error): continuation.resume(throwing: error)
          }
        }
      }
      if !accepted { continuation.resume(throwing: DatabaseError.closed) }
    }
  }

  func onRevocation(_ cancel: @escaping @Sendable () -> Void) {
    pool.loop.submit { self.cancelBody = cancel }
  }

  func run(_ statements: [Statement], keepsPlans: Bool = true) async throws -> [SQLResult] {
    if statements.isEmpty { return [] }
    return try await withUnsafeThrowingContinuation { continuation in
      let accepted = pool.loop.submit { [self] in
        if let problem = problem { return continuation.resume(throwing: problem) }
        let frame: PipelineRequest.Frame = hasBegun ? .inside : .begin(begin)
        hasBegun = true
        send(
          PipelineRequest(statements, frame, keepsPlans: keepsPlans) { result in
            continuation.resume(with: self.judged(result, statements).mapError { self.shown($0) })
          })
      }
      if !accepted { continuation.resume(throwing: DatabaseError.closed) }
    }
  }

  /// Commits or undoes; throws why a commit was not possible.
  func finish(keeping: Bool) async throws {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
      let accepted = pool.loop.submit { [self] in
        if isRevoked || hasEnded { return continuation.resume(throwing: failure ?? .bodyTimeLimit) }
        hasEnded = true
        guard keeping, failure == nil, hasBegun else {
          let failure = failure
          giveBack()
          return keeping && failure != nil
            ? continuation.resume(throwing: failure ?? .connectionLost) : continuation.resume()
        }
        send(
          PipelineRequest([], .commit) { result in
            self.pool.loop.submit { self.giveBack() }
            continuation.resume(with: result.map { _ in }.mapError { self.shown($0) })
          })
      }
      if !accepted { continuation.resume(throwing: DatabaseError.closed) }
    }
  }

  /// Undoes without waiting.
  func abandon() {
    pool.loop.submit { [self] in
      guard !hasEnded, !isRevoked else { return }
      hasEnded = true
      giveBack()
    }
  }

  func cancel() {
    pool.loop.submit { [self] in
      guard !hasEnded else { return }
      isCancelled = true
      connection?.cancel()
    }
  }

  /// The first error of its statements; with one the transaction can only be given up.
  func firstFailure() async -> DatabaseError? {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<DatabaseError?, Never>) in
      if !pool.loop.submit({ continuation.resume(returning: self.failure) }) { continuation.resume(returning: .closed) }
    }
  }

  // MARK: On the loop

  private var problem: DatabaseError? {
    if isRevoked { return failure ?? .bodyTimeLimit }
    if hasEnded { return DatabaseError(.misuse, "The transaction has ended; it is valid only in its body.") }
    if failure != nil {
      return DatabaseError(.misuse, "A statement of this transaction failed before; it can only be given up.")
    }
    return nil
  }

  /// Tasks of one body may run statements at the same time; the connection takes them one by one.
  private func send(_ request: PipelineRequest) {
    guard let connection else { return request.complete(.failure(.connectionLost)) }
    if connection.request == nil && waiting.isEmpty { connection.perform(request) } else { waiting.append(request) }
  }

  private func judged(_ result: Result<[SQLResult], DatabaseError>, _ statements: [Statement]) -> Result<
    [SQLResult], DatabaseError
  > {
    var judged = result
    if case .success(let results) = result, let unmet = statements.firstUnmetExpectation(results) {
      judged = .failure(unmet)
    }
    if case .failure(let error) = judged, failure == nil { failure = error }
    pool.loop.submit { self.sendNext() }
    return judged
  }

  private func sendNext() {
    guard let connection, connection.request == nil else { return }
    if isRevoked { giveBack() }
    guard !waiting.isEmpty else { return }
    let next = waiting.removeFirst()
    if let failure { return next.complete(.failure(failure)) }
    connection.perform(next)
  }

  private func shown(_ error: DatabaseError) -> any Error {
    error.code == .timeLimit && isCancelled ? CancellationError() : error
  }

  func revoke() {
    guard !hasEnded, !isRevoked else { return }
    isRevoked = true
    failure = .bodyTimeLimit
    cancelBody?()
    if let connection {
      connection.cancel()
      connection.isDoomed = true
      if connection.request == nil { giveBack() }
    }
    pool.leases[ObjectIdentifier(self)] = nil
  }

  /// Ends the wait for a server that does not answer.
  func cut() {
    revoke()
    connection?.lose()
  }

  private func giveBack() {
    pool.leases[ObjectIdentifier(self)] = nil
    cancelBody = nil
    guard let connection else { return }
    self.connection = nil
    pool.release(connection, from: use)
  }
}

extension [Statement] {
  func firstUnmetExpectation(_ results: [SQLResult]) -> DatabaseError? {
    for (index, statement) in enumerated() where index < results.count {
      if let unmet = statement.unmetExpectation(affected: results[index].affected) { return unmet.at(index) }
    }
    return nil
  }
}
