internal import Database
internal import EventStore

/// There is no such job, or it belongs to somebody else.
public struct NoSuchJob: Error, Sendable, Hashable, CustomStringConvertible {
  public let id: String

  public init(id: String) {
    self.id = id
  }

  public var description: String { "There is no export '\(id)'. It may have another owner." }
}

extension JobStore {
  /// Does what a person asks of a job; of several at once one wins, and each sees what came of it.
  @discardableResult
  public func change(
    _ id: String, _ command: JobCommand, tenant: String, actor: String?, correlation: String? = nil
  ) async throws -> Job {
    for _ in 0..<Self.attempts {
      guard let job = try await find(id, tenant: tenant) else { throw NoSuchJob(id: id) }
      guard let event = try JobRules.event(for: command, on: job) else { return job }
      let context = EventContext(time: clock.now(), causation: command.rawValue, correlation: correlation, actor: actor)
      do {
        try await events.append(
          to: Self.stream(tenant, id), expecting: .exact(job.version),
          [newEvent(event, ending: JobEnding(job, at: context.time))], context: context,
          also: endings(of: job, event))
      } catch is VersionConflict {
        continue
      }
      guard let changed = try await find(id, tenant: tenant) else { throw NoSuchJob(id: id) }
      switch event {
      case .resumed, .retried: listener.queued([changed])
      default: listener.left(changed)
      }
      feed.changed(id)
      return changed
    }
    throw EventStoreError(.contended, "The job changed too often while it was asked to \(command.rawValue). Try again.")
  }

  static let attempts = 64

  /// Tells whoever asked to be told, if the event ends the job.
  func notice(of event: JobEvent, tenant: String, job: String, _ specification: JobSpecification) -> [Statement] {
    CallbackNotice.statements(
      event, id: identifiers.next(), tenant: tenant, job: job, specification, time: clock.now())
  }

  /// What goes with the event: whoever ran the job has its lease no longer.
  func endings(of job: Job, _ event: JobEvent) -> [Statement] {
    var statements: [Statement] = []
    if job.state == .running, database.dialect == .postgres {
      statements.append(JobLease.drop(tenant: job.tenant, job: job.id))
    }
    statements += notice(of: event, tenant: job.tenant, job: job.id, job.specification)
    return statements
  }
}
