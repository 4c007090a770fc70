internal import Database
internal import EventStore
internal import JSON

extension JobStore {
  /// The most jobs of one batch: they are stored in one transaction.
  public static let maximumBatch = 10_000

  /// Stores a batch and all of its jobs, or nothing.
  public func submitBatch(
    _ jobs: [JobSubmission], name: String?, tenant: String, owner: String?, correlation: String? = nil,
    key: IdempotencyKey? = nil
  ) async throws -> (batch: Batch, jobs: SubmittedJobs) {
    let id = identifiers.next()
    var submissions = jobs
    for index in submissions.indices {
      submissions[index].batch = id
      submissions[index].item = index
    }
    var data: [JSONValue.Member] = [.init("count", .integer(Int64(jobs.count)))]
    if let name { data.append(.init("name", .string(name))) }
    let created = NewEvent(id: identifiers.next(), type: "batch_created", data: JSONValue.object(data).description)
    let context = EventContext(time: clock.now(), correlation: correlation, actor: owner)
    let submitted = try await submit(
      submissions, tenant: tenant, owner: owner, correlation: correlation, key: key,
      beside: [StreamAppend(Self.stream(tenant, id), expecting: .none, [created], context: context)])
    guard submitted.isRepeated else {
      let batch = Batch(
        tenant: tenant, id: id, name: name, owner: owner, count: jobs.count, createdAt: context.time,
        states: [.queued: jobs.count])
      return (batch, submitted)
    }
    guard let earlier = submitted.jobs.first?.batch, let batch = try await findBatch(earlier, tenant: tenant) else {
      throw NoSuchBatch(id: id)
    }
    return (batch, submitted)
  }

  public func findBatch(_ id: String, tenant: String) async throws -> Batch? {
    guard TimeOrderedIdentifiers.isIdentifier(id) else { return nil }
    let key: [SQLValue] = [.text(tenant), .text(id)]
    let results = try await database.read([
      Statement("select name, owner, count, created_at from batch where tenant = $1 and id = $2", key),
      Statement("select state, count(*) from job where tenant = $1 and batch = $2 group by state", key),
    ])
    guard let row = results[0].rows.first else { return nil }
    var states: [JobState: Int] = [:]
    for row in results[1].rows {
      if let state = JobState(rawValue: try row.text(0)) { states[state] = try row.int(1) }
    }
    return Batch(
      tenant: tenant, id: id, name: try row.textIfPresent(0), owner: try row.textIfPresent(1),
      count: try row.int(2), createdAt: Int64(try row.int(3)), states: states)
  }

  /// Asks the same of all jobs of a batch; those whose state does not allow it stay as they are.
  public func changeBatch(_ id: String, _ command: JobCommand, tenant: String, actor: String?) async throws -> Batch {
    for _ in 0..<Self.attempts {
      let rows = try await database.query(
        Statement(
          "select \(Job.columns) from job where tenant = $1 and batch = $2", [.text(tenant), .text(id)])
      ).rows
      var jobs: [(job: Job, event: JobEvent)] = []
      for row in rows {
        let job = try Job(row)
        if let event = try? JobRules.event(for: command, on: job) { jobs.append((job, event)) }
      }
      if jobs.isEmpty { break }
      let changes = jobs.map { job, event in
        JobChange(
          tenant: tenant, id: job.id, version: job.version, events: [newEvent(event)], also: endings(of: job, event))
      }
      let refused = try await apply(changes, causation: command.rawValue, actor: actor)
      var events: [String: JobEvent] = [:]
      for (index, item) in jobs.enumerated() where !refused.contains(index) { events[item.job.id] = item.event }
      var queued: [Job] = []
      for changed in try await self.jobs(ofBatch: id, tenant: tenant) {
        switch events[changed.id] {
        case .resumed, .retried: queued.append(changed)
        case nil: continue
        default: listener.left(changed)
        }
      }
      if !queued.isEmpty { listener.queued(queued) }
      if refused.isEmpty { break }
    }
    guard let batch = try await findBatch(id, tenant: tenant) else { throw NoSuchBatch(id: id) }
    return batch
  }

  /// The jobs of a batch in their order.
  public func jobs(ofBatch id: String, tenant: String) async throws -> [Job] {
    try await database.query(
      Statement(
        "select \(Job.columns) from job where tenant = $1 and batch = $2 order by item",
        [.text(tenant), .text(id)])
    ).rows.map(Job.init)
  }
}
