internal import Database

/// Brings one asynchronous projection forward, batch by batch.
///
/// The checkpoint moves in the transaction of the batch's writes and only from where it was read, so each event is
/// taken exactly once, also when several processes run the same projection or one is killed.
public actor ProjectionRunner {
  public enum Step: Sendable, Hashable {
    /// It took so many events, and there may be more.
    case advanced(Int)
    /// It has taken everything that can be read now.
    case caughtUp
    /// Another runner moved the checkpoint; nothing was written.
    case overtaken
    case waiting(until: Int64)
    case paused
    case failed(ProjectionStatus.Failure)
    /// The tables are of an older revision: ``ProjectionRunner/rebuild(now:)`` is needed.
    case outdated
  }

  public nonisolated let store: EventStore
  public nonisolated let projection: any Projection
  let batch: Int
  let retry: ProjectionRetry
  /// What the rows of ``ProjectionStatus`` were when this runner saw them last.
  var known: [ProjectionStatus.Slot: ProjectionStatus] = [:]

  public init(
    _ projection: any Projection, in store: EventStore, batch: Int = 500, retry: ProjectionRetry = ProjectionRetry()
  ) {
    self.projection = projection
    self.store = store
    self.batch = max(1, batch)
    self.retry = retry
  }

  /// Takes the next batch. `now` is in microseconds since 1970.
  ///
  /// An event that cannot be taken is found by taking the batch one by one; it is kept with its error in the status.
  /// A failure of the database itself is thrown and counts for no event.
  public func step(now: Int64) async throws -> Step {
    try await step(.live, now: now)
  }

  func step(_ slot: ProjectionStatus.Slot, now: Int64) async throws -> Step {
    let status = try await current(slot)
    if status.revision > projection.revision { throw newer(status) }
    if status.revision < projection.revision { return .outdated }
    switch (status.state, status.failure) {
    case (.paused, _):
      known[slot] = nil
      return .paused
    case (.failed, let failure?):
      known[slot] = nil
      return .failed(failure)
    case (_, let failure?) where failure.retryAt > now:
      return .waiting(until: failure.retryAt)
    default: break
    }
    do {
      return try await take(status, now)
    } catch {
      known[slot] = nil
      throw error
    }
  }

  private func take(_ status: ProjectionStatus, _ now: Int64) async throws -> Step {
    let page = try await store.storedPage(after: status.position, filter: projection.filter, limit: batch)
    if page.events.isEmpty && page.next == status.position { return .caughtUp }
    do {
      try await write(page.events, status, to: page.next)
      return page.events.isEmpty ? .caughtUp : .advanced(page.events.count)
    } catch let error where Self.isOvertaken(error) {
      known[status.slot] = nil
      return .overtaken
    } catch let error where Self.isOfTheDatabase(error) {
      throw error
    } catch {
      return try await takeEach(page, status, now)
    }
  }

  /// Finds the event that stopped a batch; those before it are kept.
  private func takeEach(_ page: EventPage, _ status: ProjectionStatus, _ now: Int64) async throws -> Step {
    var status = status
    for event in page.events {
      do {
        try await write([event], status, to: event.position)
        status = known[status.slot] ?? status
      } catch let error where Self.isOvertaken(error) {
        known[status.slot] = nil
        return .overtaken
      } catch let error where Self.isOfTheDatabase(error) {
        throw error
      } catch {
        return try await fail(event, status, "\(error)", now)
      }
    }
    return .advanced(page.events.count)
  }

  private func write(_ events: [RecordedEvent], _ status: ProjectionStatus, to next: EventPosition) async throws {
    let names: ProjectionNames = status.slot == .shadow ? .shadow(status.generation) : .live
    let raised = try events.map(store.upcasters.raise).filter(projection.filter.admits)
    let statements = try raised.isEmpty ? [] : projection.statements(for: raised, in: names)
    _ = try await store.database.run([status.move(to: next)] + statements)
    known[status.slot] = status.moved(to: next)
  }

  private func fail(_ event: RecordedEvent, _ status: ProjectionStatus, _ message: String, _ now: Int64) async throws
    -> Step
  {
    let count = (status.failure?.count ?? 0) + 1
    let good = count >= retry.attempts
    let failure = ProjectionStatus.Failure(
      position: event.position, message: message, count: count, retryAt: now + retry.delay(afterFailures: count))
    known[status.slot] = nil
    do {
      try await store.database.run(
        status.fail(at: event.position, message, retryAt: failure.retryAt, for: good))
    } catch let error where Self.isOvertaken(error) {
      return .overtaken
    }
    return good ? .failed(failure) : .waiting(until: failure.retryAt)
  }

  func current(_ slot: ProjectionStatus.Slot) async throws -> ProjectionStatus {
    if let status = known[slot] { return status }
    var row = try await store.database.query(.projection(projection.name, slot)).rows.first
    if row == nil, slot == .live {
      try await prepare()
      row = try await store.database.query(.projection(projection.name, slot)).rows.first
    }
    guard let row else {
      throw EventStoreError(.unknownProjection, "There is no \(slot.rawValue) projection '\(projection.name)'.")
    }
    let status = try ProjectionStatus(row)
    known[slot] = status
    return status
  }

  /// Makes the tables when this projection is new.
  public func prepare() async throws {
    let projection = projection
    _ = try await store.database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
      if try await transaction.run(ProjectionStatus.insert(projection, .live, generation: 1)).affected == 1 {
        try await transaction.run(projection.schema(.live, transaction.dialect).map { Statement($0) })
      }
    }
  }

  func newer(_ status: ProjectionStatus) -> EventStoreError {
    EventStoreError(
      .newerProjection,
      """
      The projection '\(projection.name)' has revision \(status.revision), this program knows \(projection.revision). \
      Start the newer program.
      """)
  }

  /// The first statement of a batch moves the checkpoint; it changed nothing because it was no longer where it was.
  private static func isOvertaken(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return error.code == .expectationFailed && error.statement == 0
  }

  /// Such a failure says nothing about an event.
  private static func isOfTheDatabase(_ error: any Error) -> Bool {
    if error is CancellationError { return true }
    switch (error as? DatabaseError)?.code {
    case .serializationFailed, .busy, .timeLimit, .storageFull, .storageFailed, .corrupted, .unavailable,
      .outcomeUnknown, .readOnly, .locked, .permissionDenied, .cannotOpen, .misuse, .closed:
      return true
    default: return false
    }
  }
}

extension Statement {
  static func projection(_ name: String, _ slot: ProjectionStatus.Slot) -> Statement {
    ProjectionStatus.select(name, slot)
  }
}

extension ProjectionStatus {
  func moved(to next: EventPosition) -> ProjectionStatus {
    ProjectionStatus(
      name: name, slot: slot, revision: revision, generation: generation, position: next, state: state, failure: nil,
      tables: tables)
  }
}
