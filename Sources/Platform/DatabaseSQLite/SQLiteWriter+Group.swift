internal import Database
internal import Threads

extension SQLiteWriter {
  /// Commits the operations, and those that arrive meanwhile, together. One that fails does not touch the others.
  ///
  /// A savepoint for each costs a third of the time, so a group goes without; when an operation fails half way, all
  /// is undone and done again with savepoints, and the next groups have them too, as failures come in swarms.
  func commitGroup(_ first: [WriteOperation]) {
    let isGuarded = guardedGroups > 0
    if isGuarded { guardedGroups -= 1 }
    var taken: [WriteOperation] = []
    var outcomes: [Result<[SQLResult], DatabaseError>] = []
    do throws(GroupFailure) {
      do throws(DatabaseError) { try begin() } catch { throw .lost(error) }
      let end = MonotonicTime.now + configuration.groupTime.nanoseconds
      var arrived = first
      while !arrived.isEmpty {
        for (index, operation) in arrived.enumerated() {
          if operation.cancellation.isSet {
            operation.drop()
            continue
          }
          taken.append(operation)
          do throws(GroupFailure) {
            outcomes.append(try isGuarded ? performGuarded(operation) : perform(operation))
          } catch {
            taken.append(contentsOf: arrived[(index + 1)...])
            throw error
          }
        }
        arrived = taken.count < configuration.groupSize && MonotonicTime.now < end ? arrivals() : []
      }
      do throws(DatabaseError) { try connection.execute(.commit) } catch { throw .lost(error) }
    } catch {
      connection.rollBack()
      switch error {
      case .lost(let error): giveUp(taken.isEmpty ? first : taken, error)
      case .halfDone:
        guardedGroups = 16
        commitGroup(taken)
      }
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

  /// Without a savepoint: throws when the operation may have left something behind.
  private func perform(_ operation: WriteOperation) throws(GroupFailure) -> Result<[SQLResult], DatabaseError> {
    let changes = connection.changes
    do throws(DatabaseError) {
      let results = try connection.execute(operation.statements)
      if connection.hasDeferredViolations { throw DatabaseError.deferredViolation }
      return .success(results)
    } catch {
      if takesGroup(error) { throw .lost(error) }
      if operation.leavesNothing(after: error, changed: connection.changes != changes) { return .failure(error) }
      throw .halfDone
    }
  }

  private func performGuarded(_ operation: WriteOperation) throws(GroupFailure) -> Result<[SQLResult], DatabaseError> {
    do throws(DatabaseError) {
      let guarded = operation.needsSavepoint
      if guarded { try connection.execute(.savepoint) }
      do throws(DatabaseError) {
        let results = try connection.execute(operation.statements)
        if connection.hasDeferredViolations { throw DatabaseError.deferredViolation }
        if guarded { try connection.execute(.release) }
        return .success(results)
      } catch {
        if takesGroup(error) || (error.code == .foreignKeyViolation && !guarded) { throw error }
        if guarded {
          try connection.execute(.rollBackToSavepoint)
          try connection.execute(.release)
        }
        return .failure(error)
      }
    } catch {
      throw .lost(error)
    }
  }

  private func takesGroup(_ error: DatabaseError) -> Bool {
    !connection.isInTransaction || error.endsWriting
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

/// Why a group was not committed.
private enum GroupFailure: Error {
  case lost(DatabaseError)
  /// One of its operations changed something and failed then.
  case halfDone
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
