internal import Database

/// How a tenant's queue stands at the moment.
public struct QueueState: Sendable, Hashable {
  /// May start now.
  public var queued = 0
  /// To start later.
  public var delayed = 0
  public var running = 0
  public var paused = 0
  /// Microseconds since the oldest of those that may start could have started.
  public var oldestWait: Int64?
  /// Processes that hold a job now, where several share the database.
  public var workers: Int?
}

extension JobStore {
  public func queue(tenant: String) async throws -> QueueState {
    let now = clock.now()
    let key: [SQLValue] = [.text(tenant), .integer(now)]
    var statements = [
      Statement(
        "select count(*), min(case when run_at > created_at then run_at else created_at end) from job where tenant = $1 and state = 'queued' and run_at <= $2",
        key),
      Statement("select count(*) from job where tenant = $1 and state = 'queued' and run_at > $2", key),
      Statement(
        "select state, count(*) from job where tenant = $1 and state in ('running', 'paused') group by state",
        [.text(tenant)]),
    ]
    if database.dialect == .postgres {
      statements.append(Statement("select count(distinct worker) from job_lease where until > $1", [.integer(now)]))
    }
    let results = try await database.read(statements)
    var state = QueueState()
    let waiting = try results[0].only
    state.queued = try waiting.int(0)
    state.oldestWait = try waiting.intIfPresent(1).map { max(0, now - Int64($0)) }
    state.delayed = try results[1].only.int(0)
    for row in results[2].rows {
      if try row.text(0) == "running" { state.running = try row.int(1) } else { state.paused = try row.int(1) }
    }
    if results.count > 3 { state.workers = try results[3].only.int(0) }
    return state
  }
}
