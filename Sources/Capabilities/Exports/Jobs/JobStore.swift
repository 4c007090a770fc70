internal import Database
public import EventStore

/// The jobs of all tenants: makes them, changes them, finds them. Every call names its tenant.
public final class JobStore: Sendable {
  public let events: EventStore
  public let identifiers: TimeOrderedIdentifiers
  public let clock: ExportClock
  public let feed = JobFeed()
  let listener: any JobListener

  public init(
    _ events: EventStore, clock: ExportClock, identifiers: TimeOrderedIdentifiers,
    listener: any JobListener = NoListener()
  ) {
    self.events = events
    self.clock = clock
    self.identifiers = identifiers
    self.listener = listener
  }

  var database: any SQLDatabase { events.database }

  static func stream(_ tenant: String, _ id: String) -> StreamID { StreamID(tenant: tenant, name: id) }

  func newEvent(_ event: JobEvent) -> NewEvent {
    NewEvent(id: identifiers.next(), type: event.type, data: event.data)
  }

  /// One that may end the job: it says what it ended.
  func newEvent(_ event: JobEvent, ending: JobEnding) -> NewEvent {
    switch event {
    case .completed, .failed, .cancelled:
      NewEvent(id: identifiers.next(), type: event.type, data: ending.added(to: event.data))
    default: newEvent(event)
    }
  }
}

/// Hears of jobs as soon as they are stored.
public protocol JobListener: Sendable {
  /// They wait to be run.
  func queued(_ jobs: [Job])
  /// It no longer runs or waits.
  func left(_ job: Job)
}

/// For processes that only take and show jobs.
public struct NoListener: JobListener {
  public init() {}
  public func queued(_ jobs: [Job]) {}
  public func left(_ job: Job) {}
}
