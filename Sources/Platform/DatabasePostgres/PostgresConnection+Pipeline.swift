internal import CPostgres
internal import Database

extension PostgresConnection {
  /// Sends all statements of the request; its completion is called on the loop's thread, once.
  func perform(_ request: PipelineRequest) {
    self.request = request
    // It broke while its transaction's body did something else; nothing of this has been sent.
    guard isOpen else { return finish(.connectionLost) }
    let (statements, leading) = request.allStatements
    var index = 0
    do throws(DatabaseError) {
      // Refused before anything is on its way.
      for (position, statement) in request.statements.enumerated() {
        index = position
        try check(statement)
      }
      forgetStalePlans()
      for (position, statement) in statements.enumerated() {
        let own = position >= leading && position < leading + request.statements.count
        index = own ? position - leading : 0
        try send(statement, own ? index : nil, keepsPlan: request.keepsPlans || !own)
      }
    } catch {
      // Nothing or only a part has left; the pipeline's end was not sent, so nothing can be committed.
      if !replies.isEmpty {
        isDoomed = true
        close()
      }
      finish(error.at(index))
      return
    }
    replies.append(.end)
    guard PQpipelineSync(handle) == 1 else { return lose() }
    flush()
  }

  private func check(_ statement: Statement) throws(DatabaseError) {
    if Statement.controlsTransaction(statement.sql) { throw DatabaseError.transactionControl }
    guard !statement.sql.utf8.contains(0) else {
      throw DatabaseError(.invalidStatement, "The statement's text contains a NUL character (U+0000).")
    }
    guard !statement.sql.utf8.allSatisfy({ $0 <= 32 || $0 == UInt8(ascii: ";") }) else {
      throw DatabaseError(.invalidStatement, "The statement is empty.")
    }
    try parameters.encode(statement.values)
  }

  private func forgetStalePlans() {
    staleNames.append(contentsOf: plans.evict())
    for name in staleNames where PQsendQueryParams(handle, "deallocate \(name)", 0, nil, nil, nil, nil, 1) == 1 {
      replies.append(.deallocate)
    }
    staleNames = []
  }

  private func send(_ statement: Statement, _ index: Int?, keepsPlan: Bool) throws(DatabaseError) {
    try parameters.encode(statement.values)
    guard keepsPlan else {
      let sent = parameters.with { PQsendQueryParams(handle, statement.sql, $0, nil, $1, $2, $3, 1) }
      guard sent == 1 else { throw notSent }
      replies.append(.statement(index: index))
      return
    }
    let name: String
    if let known = plans.name(of: statement.sql) ?? pendingName(of: statement.sql) {
      name = known
    } else {
      name = plans.newName()
      guard PQsendPrepare(handle, name, statement.sql, 0, nil) == 1 else { throw notSent }
      replies.append(.prepare(sql: statement.sql, name: name, index: index))
    }
    guard parameters.with({ PQsendQueryPrepared(handle, name, $0, $1, $2, $3, 1) }) == 1 else { throw notSent }
    replies.append(.statement(index: index))
  }

  /// Prepared earlier in the same pipeline.
  private func pendingName(of sql: String) -> String? {
    for reply in replies {
      if case .prepare(sql, let name, _) = reply { return name }
    }
    return nil
  }

  private var notSent: DatabaseError {
    PQstatus(handle) == CONNECTION_OK
      ? DatabaseError(.invalidStatement, "The statement could not be sent: it is too large or has too many values.")
      : .connectionLost
  }

  /// Takes what has arrived.
  func receive() {
    var endings = 0
    while request != nil, PQisBusy(handle) == 0 {
      guard nextReply < replies.count else { return }
      guard let arrived = PQgetResult(handle) else {
        if PQstatus(handle) != CONNECTION_OK { return lose() }
        // The end of one statement's results, or of an error that came with the pipeline's end.
        if case .end = replies[nextReply] {
          endings += 1
          if endings > 1 { return }
        } else {
          nextReply += 1
        }
        continue
      }
      let result = ServerResult(arrived)
      if result.status == PGRES_PIPELINE_SYNC { return finish(failure) }
      if result.tellsOfLoss { return lose() }
      take(result, for: replies[nextReply])
    }
    if request != nil, PQstatus(handle) == CONNECTION_BAD { lose() }
  }

  private func take(_ result: borrowing ServerResult, for reply: Reply) {
    switch (result.status, reply) {
    case (PGRES_PIPELINE_ABORTED, _): break
    case (PGRES_COMMAND_OK, .prepare(let sql, let name, _)): plans.insert(sql, name: name)
    case (PGRES_COMMAND_OK, .statement(nil)):
      // A commit of what had failed answers with a rollback.
      if case .commit? = request?.frame, result.commandTag != "COMMIT", failure == nil {
        failure = DatabaseError(.misuse, "The server undid the transaction instead of committing it.")
      }
    case (PGRES_COMMAND_OK, .statement), (PGRES_TUPLES_OK, .statement): results.append(result.decode())
    case (PGRES_COMMAND_OK, _), (PGRES_TUPLES_OK, _): break
    case (PGRES_FATAL_ERROR, .prepare(_, _, let index)), (PGRES_FATAL_ERROR, .statement(let index)):
      fail(result.error, index)
    case (PGRES_FATAL_ERROR, .end):
      // All statements are done and the commit is under way: a deferred constraint, or the server is going.
      let error = result.error
      fail(error.code == .unavailable && request?.commits == true ? .commitUnknown : error, nil)
    case (PGRES_FATAL_ERROR, .deallocate): break
    default: fail(DatabaseError(.invalidStatement, "The statement transfers data (COPY), which this call cannot."), nil)
    }
  }

  private func fail(_ error: DatabaseError, _ index: Int?) {
    guard failure == nil else { return }
    var error = index.map { error.at($0) } ?? error
    if case .commit? = request?.frame, error.code == .unavailable { error = .commitUnknown }
    failure = error
  }
}
