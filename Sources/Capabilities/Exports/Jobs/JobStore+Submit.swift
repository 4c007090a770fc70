internal import Database
public import EventStore
internal import JSON

/// What a submission led to.
public struct SubmittedJobs: Sendable {
  public let jobs: [Job]
  /// An earlier request with the same idempotency key had made them.
  public let isRepeated: Bool
}

extension JobStore {
  /// Stores the jobs, all or none, and returns when they are durable.
  ///
  /// With a key that an earlier request had, the first job of that one is returned. `others` join the transaction.
  public func submit(
    _ submissions: [JobSubmission], tenant: String, owner: String?, correlation: String? = nil,
    key: IdempotencyKey? = nil, beside others: [StreamAppend] = []
  ) async throws -> SubmittedJobs {
    if let key, let earlier = try await repeated(key, tenant) { return earlier }
    let now = clock.now()
    let context = EventContext(time: now, correlation: correlation, actor: owner)
    let jobs = submissions.map { Job($0, id: identifiers.next(), tenant: tenant, owner: owner, at: now) }
    let appends = zip(jobs, submissions).map { job, submission in
      StreamAppend(
        Self.stream(tenant, job.id), expecting: .none, [newEvent(.submitted(submission))], context: context)
    }
    var following = JobSource.keep(jobs)
    if let key, let first = jobs.first { following.append(key.claim(tenant: tenant, for: first.id, time: now)) }
    do {
      try await events.append(others + appends, also: following)
    } catch let error as DatabaseError where key != nil && error.code == .uniqueViolation {
      // Another request with the key was faster.
      guard let key, let earlier = try await repeated(key, tenant) else { throw error }
      return earlier
    }
    listener.queued(jobs)
    return SubmittedJobs(jobs: jobs, isRepeated: false)
  }

  /// The key names the first job; a batch is found by it.
  private func repeated(_ key: IdempotencyKey, _ tenant: String) async throws -> SubmittedJobs? {
    guard let target = try await key.earlier(tenant: tenant, in: database) else { return nil }
    guard let job = try await find(target, tenant: tenant) else { return nil }
    return SubmittedJobs(jobs: [job], isRepeated: true)
  }
}

extension Job {
  /// As the projection writes it.
  init(_ submission: JobSubmission, id: String, tenant: String, owner: String?, at time: Int64) {
    self.init(
      tenant: tenant, id: id, version: 1, token: 0, state: .queued, specification: submission.specification,
      owner: owner, batch: submission.batch, item: submission.item, createdAt: time, runAt: submission.runAt ?? 0,
      startedAt: nil, finishedAt: nil, updatedAt: time, expiresAt: nil, attempt: 0, rescues: 0, worker: nil,
      progress: 0, step: nil, stepsDone: nil, stepsTotal: nil, warnings: 0, error: nil, files: [], report: [:],
      isCached: false)
  }
}
