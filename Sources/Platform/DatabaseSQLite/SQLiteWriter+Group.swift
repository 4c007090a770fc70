internal import Database

extension SQLiteWriter {
  /// Commits the operations, and those that arrive meanwhile, together. One that fails does not touch the others.
  func commitGroup(_ first: [WriteOperation]) {
    var taken: [WriteOperation] = []
    var outcomes: [Result<[SQLResult], DatabaseError>] = []
    do throws(DatabaseError) {
      try begin()
      let end = MonotonicTime.now + configuration.groupTime.nanoseconds
      var arrived = first
      while !arrived.isEmpty {
        for (index, operation) in arrived.enumerated() {
          if operation.cancellation.isSet {
            operation.drop()
            continue
          }
          taken.append(operation)
          do throws(DatabaseError) {
            outcomes.append(try perform(operation))
          } catch {
            taken.append(contentsOf: arrived[(index + 1)...])
            throw error
          }
        }
        arrived = taken.count < configuration.groupSize && MonotonicTime.now < end ? arrivals() : []
      }
      try connection.execute(.commit)
    } catch {
      connection.rollBack()
      giveUp(taken.isEmpty ? first : taken, error)
      return
    }
    for (operation, outcome) in zip(taken, outcomes) { operation.answer(outcome) }
  }

  private func arrivals() -> [WriteOperation] {
    inbox.with { Self.take(&$0.operations) }
  }

  func begin() throws(DatabaseError) {
    if let failure { throw failure }
    connection.interruption.set(deadline: MonotonicTime.now + configuration.writeTimeLimit.nanoseconds)
    try connection.execute(.begin)
  }

  /// Throws only when the failure took the whole group with it.
  private func perform(_ operation: WriteOperation) throws(DatabaseError) -> Result<[SQLResult], DatabaseError> {
    let guarded = operation.needsSavepoint
    if guarded { try connection.execute(.savepoint) }
    do throws(DatabaseError) {
      let results = try connection.execute(operation.statements)
      if connection.hasDeferredViolations { throw DatabaseError.deferredViolation }
      if guarded { try connection.execute(.release) }
      return .success(results)
    } catch {
      let lost = !connection.isInTransaction || error.endsWriting || (error.code == .foreignKeyViolation && !guarded)
      if lost { throw error }
      if guarded {
        try connection.execute(.rollBackToSavepoint)
        try connection.execute(.release)
      }
      return .failure(error)
    }
  }

  /// The group is undone: each operation gets a try of its own, so that only the guilty one fails.
  private func giveUp(_ operations: [WriteOperation], _ error: DatabaseError) {
    if error.endsWriting { stop(error) }
    if error.code == .storageFull { log.makeRoom(self) }
    if operations.count == 1 || failure != nil || error.code == .busy {
      for operation in operations { operation.answer(.failure(error)) }
      return
    }
    for operation in operations { commitGroupOfOne(operation) }
  }

  private func commitGroupOfOne(_ operation: WriteOperation) {
    let outcome: Result<[SQLResult], DatabaseError>
    do throws(DatabaseError) {
      try begin()
      let results = try connection.execute(operation.statements)
      if connection.hasDeferredViolations { throw DatabaseError.deferredViolation }
      try connection.execute(.commit)
      outcome = .success(results)
    } catch {
      connection.rollBack()
      if error.endsWriting { stop(error) }
      outcome = .failure(error)
    }
    operation.answer(outcome)
  }
}

extension DatabaseError {
  /// After these nothing that is written can be trusted to stay.
  var endsWriting: Bool { code == .storageFailed || code == .corrupted }

  static let deferredViolation = DatabaseError(
    .foreignKeyViolation, "A deferred foreign key is not met at the end of the transaction.")
}

extension Statement {
  static let begin = Statement("begin immediate")
  static let beginReading = Statement("begin deferred")
  static let commit = Statement("commit")
  static let savepoint = Statement("savepoint operation")
  static let release = Statement("release operation")
  static let rollBackToSavepoint = Statement("rollback to operation")
}
