internal import Database
internal import EventStore
internal import JSON
internal import Threads

extension Dispatcher {
  func recordLoop() async {
    while !findings.isClosed {
      let seen = findings.signal.count
      let entries = findings.take(512)
      if entries.isEmpty {
        await findings.signal.wait(after: seen)
      } else {
        await record(entries)
      }
    }
  }

  /// Stores what is known about some jobs; what cannot be stored now is tried again until it can.
  private func record(_ entries: [Findings.Entry]) async {
    var left: [(entry: Findings.Entry, change: JobChange)] = []
    for entry in entries {
      if let change = change(for: entry) { left.append((entry, change)) } else { dispose(entry) }
    }
    var failures = 0
    while !left.isEmpty {
      do {
        let refused = try await jobs.apply(left.map(\.change), causation: "run", actor: nil)
        for (index, item) in left.enumerated() where !refused.contains(index) {
          item.entry.job.advance(to: item.change.newVersion)
          if item.entry.outcome != nil { finish(item.entry) }
        }
        var again: [(entry: Findings.Entry, change: JobChange)] = []
        for index in refused.sorted() {
          let item = left[index]
          if let version = try await stillHeld(item.entry.job, at: item.change.version) {
            var change = item.change
            change.version = version
            again.append((item.entry, change))
          } else {
            lose(item.entry)
          }
        }
        left = again
        failures = 0
      } catch let error as DatabaseError where Self.isLasting(error) {
        log("what \(left.count) jobs came to cannot be stored any more, they run again at the next start: \(error)")
        for item in left where item.entry.outcome != nil { finish(item.entry) }
        return
      } catch {
        log("what \(left.count) jobs came to cannot be stored yet: \(error)")
        failures += 1
        if stops && failures > 5 { return }
        await pause(after: failures)
      }
    }
  }

  private static func isLasting(_ error: DatabaseError) -> Bool {
    switch error.code {
    case .storageFailed, .corrupted, .closed: true
    default: false
    }
  }

  /// The newest version when the job is still ours and only moved on; nil when it is not.
  private func stillHeld(_ running: RunningJob, at version: Int) async throws -> Int? {
    guard let job = try await jobs.find(running.id, tenant: running.tenant),
      JobRules.holds(running.claim.token, job), job.version > version
    else { return nil }
    return job.version
  }

  /// Nil where there is nothing to store.
  private func change(for entry: Findings.Entry) -> JobChange? {
    let (job, claim) = (entry.job, entry.job.claim)
    if job.isPaused { return nil }
    var change = JobChange(tenant: job.tenant, id: job.id, version: claim.version, events: [])
    for warning in entry.warnings { change.events.append(jobs.newEvent(.warning(warning))) }
    switch entry.outcome {
    case nil:
      if let progress = entry.progress { change.events.append(jobs.newEvent(.progress(progress))) }
      return change.events.isEmpty ? nil : change
    case .completed(let files):
      change.also = files.publications.map(vault.publish)
      let retention = Int64(job.specification.retentionSeconds) * 1_000_000
      end(
        &change,
        .completed(
          JobResult(
            files: files.files, warnings: files.warnings, details: files.details, isCached: files.isCached,
            expiresAt: files.files.isEmpty ? nil : jobs.clock.now() + retention)),
        of: job)
    case .failed(let error):
      end(
        &change,
        JobRules.failure(
          error, attempt: claim.attempt, maxAttempts: job.specification.maxAttempts, now: jobs.clock.now(),
          retry: options.retry, random: Double.random(in: 0...1)),
        of: job)
    case .stopped(.stopping):
      change.events.append(jobs.newEvent(.rescued(reason: "the program was stopped", counts: false)))
    case .stopped:
      return nil
    }
    if let lease = claim.lease {
      change.lease = .end(JobLease(tenant: job.tenant, job: job.id, number: lease, worker: options.worker))
    }
    return change
  }

  private func end(_ change: inout JobChange, _ event: JobEvent, of job: RunningJob) {
    let ending = JobEnding(job.specification, job.origin, at: jobs.clock.now())
    change.events.append(jobs.newEvent(event, ending: ending))
    change.also += jobs.notice(of: event, tenant: job.tenant, job: job.id, job.specification)
  }

  /// The outcome is stored.
  private func finish(_ entry: Findings.Entry) {
    let job = entry.job
    let began = job.deadline - UInt64(job.specification.timeoutSeconds) * 1_000_000_000
    let taken = Double(max(1, jobs.clock.monotonic() - began)) / 1_000_000_000
    load.withLock { load in
      let rate = Double(load.inFlight) / taken
      load.rate = load.rate.map { $0 * 0.95 + rate * 0.05 } ?? rate
    }
    forget(job)
    if case .failed(let error) = entry.outcome, error.isRecoverable, !isCluster {
      // It may wait for another try.
      let (jobs, inbox) = (jobs, inbox)
      Task {
        if let stored = try? await jobs.find(job.id, tenant: job.tenant), stored.state == .queued {
          inbox.queued([stored])
        }
      }
    }
  }

  /// There was nothing to store, or the job is paused.
  private func dispose(_ entry: Findings.Entry) {
    guard let outcome = entry.outcome else { return }
    if case .stopped = outcome {
      forget(entry.job)
    } else if entry.job.keepWhilePaused(outcome) {
      leave(entry.job)
    } else {
      // It was resumed a moment ago, so that it is ours again.
      findings.outcome(outcome, of: entry.job)
    }
  }

  /// The job is no longer ours: what was made counts for nothing, unless it is only paused.
  private func lose(_ entry: Findings.Entry) {
    let job = entry.job
    if let outcome = entry.outcome {
      if job.isPaused, job.keepWhilePaused(outcome) { leave(job) } else { forget(job) }
    } else if !job.isPaused {
      job.checkpoint.stop(.leaseLost)
    }
  }

  private func forget(_ job: RunningJob) {
    inbox.running.withLock { running in
      if running[job.id] === job { running[job.id] = nil }
    }
    leave(job)
  }
}

extension RenderedFiles {
  var details: JSONValue {
    var members: [JSONValue.Member] = []
    if let pages { members.append(.init("pages", .integer(Int64(pages)))) }
    if let qualityScore { members.append(.init("quality_score", .number(qualityScore))) }
    return .object(members)
  }
}
