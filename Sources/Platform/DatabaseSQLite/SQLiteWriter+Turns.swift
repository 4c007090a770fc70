internal import Database
internal import Threads

extension SQLiteWriter {
  /// Waits for the turn; the savepoint is open when it returns.
  func begin(_ turn: TransactionTurn) async throws {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
      turn.waitForStart(continuation)
      var accepted = false
      inbox.signal { state in
        accepted = !state.isClosing
        if accepted { state.turns.append(turn) }
        return accepted
      }
      if !accepted { turn.start(.failure(DatabaseError.closed)) }
    }
  }

  /// Ends the body's part and waits until its changes are durable or undone.
  func finish(_ turn: TransactionTurn, keeping: Bool) async throws {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
      if !turn.end(keeping: keeping, continuation) {
        continuation.resume(throwing: DatabaseError.bodyTimeLimit)
      }
      inbox.signal { _ in true }
    }
  }

  /// Runs the bodies one after the other and commits those that ended within the group's time together.
  func commitTurns(_ turns: [TransactionTurn]) {
    var waiting = turns[...]
    while !waiting.isEmpty { waiting = commitSomeTurns(waiting) }
  }

  private func commitSomeTurns(_ turns: ArraySlice<TransactionTurn>) -> ArraySlice<TransactionTurn> {
    var waiting = turns
    var ended: [(TransactionTurn, DatabaseError?)] = []
    do throws(DatabaseError) {
      try begin()
      let end = MonotonicTime.now + configuration.groupTime.nanoseconds
      repeat {
        let turn = waiting.removeFirst()
        ended.append((turn, nil))
        ended[ended.count - 1].1 = try perform(turn)
      } while !waiting.isEmpty && MonotonicTime.now < end
      try connection.execute(.commit)
    } catch {
      connection.rollBack()
      if error.endsWriting { stop(error) }
      if error.code == .storageFull { log.makeRoom(self) }
      if ended.isEmpty {
        // Not even begun: nobody's turn can come.
        for turn in waiting { turn.start(.failure(error)) }
        return []
      }
      // The guilty one is the last; the others may run again, unless the storage refuses all of them.
      let others = error.endsWriting || error.code == .storageFull ? error : .groupUndone
      for (turn, own) in ended.dropLast() { turn.complete(.failure(own ?? others)) }
      if let (turn, own) = ended.last { turn.complete(.failure(own ?? error)) }
      return waiting
    }
    for (turn, error) in ended { turn.complete(error.map { .failure($0) } ?? .success(())) }
    return waiting
  }

  /// Returns why the turn's changes were undone, if they were; throws when the whole group is lost.
  private func perform(_ turn: TransactionTurn) throws(DatabaseError) -> DatabaseError? {
    if turn.isCancelled {
      turn.start(.failure(CancellationError()))
      return nil
    }
    try connection.execute(.savepoint)
    let deadline = MonotonicTime.now + turn.timeLimit.nanoseconds
    connection.interruption.set(deadline: deadline)
    turn.start(.success(()))
    let keeps = serve(turn, until: deadline)
    connection.interruption.set(deadline: MonotonicTime.now + configuration.writeTimeLimit.nanoseconds)
    var error = turn.failure
    if let error, !connection.isInTransaction || error.endsWriting { throw error }
    if keeps && error == nil && connection.hasDeferredViolations { error = .deferredViolation }
    if !keeps || error != nil { try connection.execute(.rollBackToSavepoint) }
    try connection.execute(.release)
    return error
  }

  /// Runs the body's jobs until it ends; false when its changes are to be undone.
  private func serve(_ turn: TransactionTurn, until deadline: UInt64) -> Bool {
    while true {
      if let keeps = turn.ended { return keeps && turn.failure == nil }
      let jobs = inbox.wait(until: deadline) { state -> [UnownedJob]? in
        if !state.jobs.isEmpty { return Self.take(&state.jobs) }
        return turn.ended == nil ? nil : []
      }
      guard let jobs else {
        if turn.revoke(.bodyTimeLimit) { return false }
        continue
      }
      run(jobs)
    }
  }
}

extension DatabaseError {
  static let bodyTimeLimit = DatabaseError(
    .timeLimit, "The transaction took longer than its time limit and was undone.")
  static let groupUndone = DatabaseError(
    .serializationFailed, "The transaction was undone together with another one that failed.")
}
