internal import ByteIO
internal import Database
internal import EventStore
internal import Threads

extension Dispatcher {
  /// Looks after what no event brings up: renders that do not stop, leases, files whose time is over.
  func careLoop() async {
    let interval: Duration = isCluster ? min(options.lease / 3, .seconds(1)) : .seconds(1)
    var lastSweep = jobs.clock.monotonic()
    var sweeps = 0
    // Short lives would see the first parts of the store only.
    let start = Int.random(in: 0..<256)
    while !stops, (try? await Task.sleep(for: interval)) != nil {
      giveUpStuck()
      do {
        if isCluster { try await keepLeases() }
        let now = jobs.clock.monotonic()
        if now - lastSweep >= UInt64(options.sweep / .nanoseconds(1)) {
          lastSweep = now
          try await sweep(sweeps, from: start)
          sweeps += 1
        }
      } catch {
        if Task.isCancelled { return }
        log("the care for jobs failed and is tried again: \(error)")
      }
    }
  }

  /// A render that does not come to a checkpoint long after its time: its job fails, its thread counts no longer.
  private func giveUpStuck() {
    let now = jobs.clock.monotonic()
    let patience = UInt64(options.patience / .nanoseconds(1))
    for job in inbox.running.withLock({ Array($0.values) })
    where now > job.deadline + patience && !job.isPaused && !job.isGivenUp && !job.checkpoint.isParked {
      job.giveUp()
      threads.park(true)
      log("the job \(job.id) does not stop; its thread is given up")
      findings.outcome(.failed(.timedOut(job.specification.timeoutSeconds)), of: job)
    }
  }

  // MARK: After an earlier start of the only process

  /// Whatever runs in the database ran in a process that is no more.
  func rescueAll() async throws {
    while true {
      let rows = try await jobs.database.query(
        // Tenant by tenant, as the index has them: a look through all jobs takes a third of a second for a million.
        Statement(
          """
          with recursive tenants(tenant) as (
            select min(tenant) from job
            union all
            select (select min(job.tenant) from job where job.tenant > tenants.tenant) from tenants
            where tenants.tenant is not null
          )
          select j.tenant, j.id, j.version, j.rescues from tenants
          join job j on j.tenant = tenants.tenant and j.state = 'running' limit 500
          """)
      ).rows
      if rows.isEmpty { return }
      var changes: [JobChange] = []
      for row in rows {
        let (tenant, id) = (try row.text(0), try row.text(1))
        let event = JobRules.rescue(rescues: try row.int(3), reason: "the program ended")
        changes.append(
          try await givenUp(
            event, JobChange(tenant: tenant, id: id, version: try row.int(2), events: [])))
      }
      _ = try await jobs.apply(changes, causation: "start", actor: nil)
    }
  }

  /// The change with the event; a job that was rescued once too often ends with it, and whoever asked is told.
  private func givenUp(_ event: JobEvent, _ change: JobChange) async throws -> JobChange {
    var change = change
    guard case .failed = event, let job = try await jobs.find(change.id, tenant: change.tenant) else {
      change.events.append(jobs.newEvent(event))
      return change
    }
    change.events.append(jobs.newEvent(event, ending: JobEnding(job, at: jobs.clock.now())))
    change.also += jobs.notice(of: event, tenant: job.tenant, job: job.id, job.specification)
    return change
  }

  /// Looks for waiting jobs that the queue in memory knows nothing of.
  func expectWaiting() async throws {
    let rows = try await jobs.database.query(
      Statement("select distinct tenant, priority from job where state = 'queued'")
    ).rows
    expect(rows, onlyEmpty: false)
  }

  func expect(_ rows: [SQLRow], onlyEmpty: Bool) {
    for row in rows {
      guard let number = try? row.int(1), let priority = JobPriority(rawValue: number), let tenant = try? row.text(0)
      else { continue }
      inbox.withQueue { $0.expect(Lane.Key(tenant: tenant, priority: priority), onlyEmpty: onlyEmpty) }
    }
    if !rows.isEmpty { inbox.signal.raise() }
  }

  // MARK: Beside other processes

  private func keepLeases() async throws {
    let lease = Int64(options.lease / .microseconds(1))
    let rows = try await jobs.database.run(JobLease.renew(worker: options.worker, microseconds: lease)).rows
    var held: Set<String> = []
    for row in rows { held.insert(try row.text(1)) }
    for job in inbox.running.withLock({ Array($0.values) })
    where !job.isPaused && job.claim.lease != nil && !held.contains(job.id) {
      // What was ended a moment ago is recorded already; a job that is looked up is judged by its row.
      guard let row = try await jobs.find(job.id, tenant: job.tenant) else { continue }
      if row.state == .paused {
        job.pause()
      } else if !JobRules.holds(job.claim.token, row) {
        job.checkpoint.stop(.leaseLost)
      }
    }
    try await rescueRunOut()
  }

  private func rescueRunOut() async throws {
    let rows = try await jobs.database.query(JobLease.runOut).rows
    if rows.isEmpty { return }
    let dialect = jobs.database.dialect
    var changes: [JobChange] = []
    for row in rows {
      // The holder is whoever the row names; the guard is the time and the number.
      let lease = JobLease(tenant: try row.text(0), job: try row.text(1), number: try row.int(2), worker: "")
      let event = JobRules.rescue(rescues: try row.int(4), reason: "the worker was silent too long")
      changes.append(
        try await givenUp(
          event,
          JobChange(
            tenant: lease.tenant, id: lease.job, version: try row.int(3), events: [],
            also: [lease.endIfRunOut(dialect)])))
    }
    _ = try await jobs.apply(changes, causation: "rescue", actor: nil)
    inbox.signal.raise()
  }
}
