internal import Database
public import EventStore

extension JobStore {
  public func find(_ id: String, tenant: String) async throws -> Job? {
    guard TimeOrderedIdentifiers.isIdentifier(id) else { return nil }
    return try await database.query(
      Statement("select \(Job.columns) from job where tenant = $1 and id = $2", [.text(tenant), .text(id)])
    ).rows.first.map(Job.init)
  }

  /// What happened to a job, after a version.
  public func history(_ id: String, tenant: String, after version: Int = 0, limit: Int = 500) async throws
    -> [RecordedEvent]
  {
    guard TimeOrderedIdentifiers.isIdentifier(id) else { return [] }
    return try await events.read(Self.stream(tenant, id), from: version + 1, limit: limit)
  }

  /// One page of a tenant's jobs.
  public func list(_ query: JobQuery, tenant: String) async throws -> JobPage {
    let rows = try await database.query(query.statement(tenant: tenant)).rows
    var jobs = try rows.map(Job.init)
    let more = jobs.count > query.limit
    if more { jobs.removeLast() }
    return JobPage(jobs: jobs, next: more ? jobs.last?.id : nil)
  }

  /// How many jobs are in each state.
  public func counts(tenant: String) async throws -> [JobState: Int] {
    try await counts("select state, count(*) from job where tenant = $1 group by state", [.text(tenant)])
  }

  func counts(_ sql: String, _ values: [SQLValue]) async throws -> [JobState: Int] {
    var counts: [JobState: Int] = [:]
    for row in try await database.query(Statement(sql, values)).rows {
      if let state = JobState(rawValue: try row.text(0)) { counts[state] = try row.int(1) }
    }
    return counts
  }

  /// Returns when the job has come to an end, or as it is when the time is over.
  public func wait(for id: String, tenant: String, atMost limit: Duration) async throws -> Job? {
    let end = clock.monotonic() + UInt64(max(0, limit / .nanoseconds(1)))
    return try await feed.watching(id) { signal in
      while true {
        let seen = signal.count
        guard let job = try await self.find(id, tenant: tenant) else { return nil }
        let now = self.clock.monotonic()
        if job.state.isTerminal || now >= end { return job }
        // Another process may do the work: then nobody raises the signal here.
        let pause: UInt64 = self.database.dialect == .sqlite ? 5_000_000_000 : 250_000_000
        await signal.wait(after: seen, atMost: .nanoseconds(Int64(clamping: min(end - now, pause))))
        try Task.checkCancellation()
      }
    }
  }
}
