internal import Database
internal import EventStore
internal import JSON
internal import Threads

extension Dispatcher {
  /// A job that is about to be started.
  private struct Candidate {
    var ready: ReadyJob
    var specification: JobSpecification
    var lease: JobLease?
  }

  func claimLoop() async {
    var failures = 0
    while !stops {
      let seen = inbox.signal.count
      do {
        let claimed = try await isCluster ? claimLeased() : claimQueued()
        failures = 0
        if claimed > 0 { continue }
        await inbox.signal.wait(after: seen, atMost: untilNextLook())
      } catch {
        if Task.isCancelled { return }
        log("jobs cannot be claimed: \(error)")
        failures += 1
        await pause(after: failures)
      }
    }
  }

  /// How many more jobs may be taken: the slots, and where renders are short what they do in some milliseconds, so
  /// that they share transactions. Never more than come through in a fifth of a second, as whoever comes next waits
  /// for those that were taken.
  private func room() -> Int {
    load.withLock { load in
      let shortly = Int(20_000_000 * Double(options.slots) / max(load.meanTime, 10_000))
      let passing = load.rate.map { Int(min($0 / 5, 512)) } ?? 512
      return max(options.slots, min(shortly, passing, 512)) - load.inFlight
    }
  }

  private func untilNextLook() -> Duration {
    if isCluster { return .milliseconds(200) }
    guard let due = inbox.withQueue({ $0.nextDue }) else { return .seconds(5) }
    // The calendar may be set while we wait, so we never sleep for long on it.
    return .microseconds(min(500_000, max(1_000, due - jobs.clock.now())))
  }

  // MARK: One process

  private func claimQueued() async throws -> Int {
    try await loadLanes()
    let (now, room) = (jobs.clock.now(), room())
    guard room > 0 else { return 0 }
    let (tenantLimit, formatLimits) = (options.tenantLimit, options.formatLimits)
    let picked = load.withLock { load in
      inbox.withQueue { queue -> [ReadyJob] in
        var picked: [ReadyJob] = []
        while picked.count < room,
          let job = queue.take(
            now: now,
            admits: { job in
              load.tenants[job.tenant, default: 0] < tenantLimit
                && load.formats[job.format, default: 0] < formatLimits[job.format] ?? .max
            })
        {
          Self.enter(job.tenant, job.format, &load)
          picked.append(job)
        }
        return picked
      }
    }
    guard !picked.isEmpty else { return 0 }
    do {
      try await start(
        picked.compactMap { ready in ready.specification.map { Candidate(ready: ready, specification: $0) } })
    } catch {
      // They are still waiting in the database.
      for job in picked { leave(job.tenant, job.format) }
      await offerAgain(picked.map { ($0.tenant, $0.id) })
      throw error
    }
    return picked.count
  }

  private func loadLanes() async throws {
    let wanted = inbox.withQueue { queue in queue.lanesToLoad() }
    for (key, after) in wanted {
      let limit = 2_048
      let rows: [SQLRow]
      do {
        rows = try await jobs.database.query(
          Statement(
            """
            select \(Job.columns) from job
            where tenant = $1 and priority = $2 and state = 'queued' and id > $3 order by id limit $4
            """, [.text(key.tenant), .integer(key.priority.rawValue), .text(after), .integer(limit)])
        ).rows
      } catch {
        inbox.withQueue { $0.loaded([], for: key, continues: true, now: 0) }
        throw error
      }
      let ready = try rows.map { ReadyJob(try Job($0)) }
      let now = jobs.clock.now()
      inbox.withQueue { $0.loaded(ready, for: key, continues: ready.count == limit, now: now) }
    }
  }

  /// Reads jobs whose claim was refused once more: those that wait now are taken with their newest version.
  private func offerAgain(_ ids: [(tenant: String, id: String)]) async {
    for (tenant, id) in ids {
      guard let job = try? await jobs.find(id, tenant: tenant), job.state == .queued else { continue }
      inbox.queued([job])
    }
  }

  // MARK: Several processes

  private func claimLeased() async throws -> Int {
    let room = room()
    guard room > 0 else { return 0 }
    let lease = Int64(options.lease / .microseconds(1))
    let limits = ClaimLimits(options)
    let claim = JobLease.claim(
      worker: options.worker, microseconds: lease, limit: room, perTenant: max(1, room), limits)
    let rows: [SQLRow]
    if limits == nil {
      rows = try await jobs.database.run(claim).rows
    } else {
      rows = try await jobs.database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
        _ = try await transaction.run(ClaimLimits.order)
        return try await transaction.run(claim).rows
      }
    }
    let candidates = try rows.map { row in
      let job = try Job(row)
      return Candidate(
        ready: ReadyJob(job), specification: job.specification,
        lease: JobLease(tenant: job.tenant, job: job.id, number: try row.int("number"), worker: options.worker))
    }
    guard !candidates.isEmpty else { return 0 }
    load.withLock { load in
      for candidate in candidates { Self.enter(candidate.ready.tenant, candidate.ready.format, &load) }
    }
    do {
      try await start(candidates)
    } catch {
      for candidate in candidates { leave(candidate.ready.tenant, candidate.ready.format) }
      throw error
    }
    return candidates.count
  }

  // MARK: Both

  private func start(_ candidates: [Candidate]) async throws {
    let changes = candidates.map { candidate in
      JobChange(
        tenant: candidate.ready.tenant, id: candidate.ready.id, version: candidate.ready.version,
        events: [jobs.newEvent(.started(attempt: candidate.ready.attempt + 1, worker: options.worker))],
        lease: candidate.lease.map { .hold($0) })
    }
    let refused = try await jobs.apply(changes, causation: "claim", actor: nil)
    for place in refused { leave(candidates[place].ready.tenant, candidates[place].ready.format) }
    let started = candidates.indices.filter { !refused.contains($0) }.map { candidates[$0] }
    let made = try await reusable(started)
    for (candidate, publications) in zip(started, made) { begin(candidate, publications) }
    if !refused.isEmpty && !isCluster {
      await offerAgain(refused.map { (candidates[$0].ready.tenant, candidates[$0].ready.id) })
    }
  }

  /// What earlier jobs made of the same sources, for each job by format.
  private func reusable(_ started: [Candidate]) async throws -> [[String: VaultPublication]] {
    var sources: [VaultSource] = []
    var places: [(job: Int, format: String)] = []
    for (index, candidate) in started.enumerated() {
      for format in candidate.specification.formats
      where engines.offer(format, from: candidate.specification.documentType)?.format.isReusable == true {
        sources.append(
          VaultSource(tenant: candidate.ready.tenant, source: candidate.specification.source(of: format)))
        places.append((index, format))
      }
    }
    var made = [[String: VaultPublication]](repeating: [:], count: started.count)
    if sources.isEmpty { return made }
    // Without an answer everything is rendered.
    guard let found = try? await vault.made(from: sources) else { return made }
    for (place, publication) in zip(places, found) {
      if let publication { made[place.job][place.format] = publication }
    }
    return made
  }

  private func begin(_ candidate: Candidate, _ made: [String: VaultPublication]) {
    let ready = candidate.ready
    let version = ready.version + 1
    let claim = RunningJob.Claim(
      token: version, version: version, attempt: ready.attempt + 1, rescues: ready.rescues,
      lease: candidate.lease?.number)
    jobs.feed.changed(ready.id)
    if let held = inbox.running.withLock({ $0[ready.id] }), held.isPaused, !held.isGivenUp {
      // It waits at a checkpoint of this process, and goes on there; it may not have come to one yet.
      if held.count(true) { leave(ready.tenant, ready.format) }
      if let outcome = held.resume(claim) { findings.outcome(outcome, of: held) }
      return
    }
    let running = makeRunning(ready, candidate.specification, claim)
    inbox.running.withLock { $0[ready.id] = running }
    threads.submit { [self] in render(running, made) }
  }

  static func enter(_ tenant: String, _ format: String, _ load: inout Load) {
    load.inFlight += 1
    load.tenants[tenant, default: 0] += 1
    load.formats[format, default: 0] += 1
  }

  func leave(_ running: RunningJob) {
    if running.count(false) { leave(running.tenant, running.specification.formats.first ?? "") }
  }

  func leave(_ tenant: String, _ format: String) {
    load.withLock { load in
      load.inFlight -= 1
      if let count = load.tenants[tenant] { load.tenants[tenant] = count == 1 ? nil : count - 1 }
      if let count = load.formats[format] { load.formats[format] = count == 1 ? nil : count - 1 }
    }
    inbox.signal.raise()
  }
}
