internal import Database

extension ProjectionRunner {
  /// Steps until everything that can be read is taken, and returns how many events that were.
  @discardableResult
  public func catchUp(now: Int64) async throws -> Int {
    var total = 0
    while true {
      switch try await step(now: now) {
      case .advanced(let count): total += count
      case .overtaken: continue
      case .caughtUp, .waiting, .paused, .failed, .outdated: return total
      }
    }
  }

  /// Runs until its task is cancelled: wakes by the store's signal and looks at least every `poll`.
  ///
  /// `report` gets what keeps the projection from running, and failures of the database; then it waits for `poll`.
  public func run(
    poll: Duration = .milliseconds(250), clock: @Sendable () -> Int64,
    report: @Sendable (Result<Step, any Error>) -> Void
  ) async {
    while !Task.isCancelled {
      let seen = store.signal.count
      do {
        let step = try await step(now: clock())
        switch step {
        case .advanced, .overtaken: continue
        case .caughtUp: await store.signal.wait(after: seen, atMost: poll)
        case .outdated:
          report(.success(step))
          try await rebuild(now: clock())
        case .waiting, .paused, .failed:
          report(.success(step))
          try? await Task.sleep(for: poll)
        }
      } catch {
        if Task.isCancelled { return }
        report(.failure(error))
        try? await Task.sleep(for: poll)
      }
    }
  }

  public func pause() async throws {
    try await set(.paused, clearing: false)
  }

  /// Goes on after ``pause()`` or a failure, and tries at once.
  public func resume() async throws {
    try await set(.running, clearing: true)
  }

  private func set(_ state: ProjectionStatus.State, clearing: Bool) async throws {
    _ = try await current(.live)
    let failures =
      clearing ? ", failures = 0, retry_at = null, error = null, failed_txid = null, failed_pos = null" : ""
    known = [:]
    try await store.database.run(
      Statement(
        "update event_projection set state = $2\(failures) where name = $1 and slot = 'live'",
        [.text(projection.name), .text(state.rawValue)], expecting: .exactly(1)))
  }

  public func status() async throws -> ProjectionStatus {
    known[.live] = nil
    return try await current(.live)
  }

  /// How far the projection is behind the newest event.
  public func lag(now: Int64) async throws -> ProjectionLag {
    let position = try await status().position
    let after: [SQLValue] = [.integer(position.transaction), .integer(position.value)]
    let behind = store.behind
    let results = try await store.database.read([
      Statement("select count(*) from (select 1 from event where \(behind) limit \(ProjectionLag.most)) as e", after),
      Statement("select time from event where \(behind) order by \(store.order) limit 1", after),
    ])
    let oldest = try results[1].rows.first.map { Int64(try $0.int(0)) }
    return ProjectionLag(events: try results[0].only.int(0), microseconds: oldest.map { max(0, now - $0) } ?? 0)
  }
}

/// How far a projection is behind.
public struct ProjectionLag: Sendable, Hashable {
  /// No more than so many events are counted.
  public static let most = 100_000

  /// Events that it has not looked at, also those that its filter will pass over.
  public let events: Int
  /// The age of the oldest of them.
  public let microseconds: Int64
}

extension EventStore {
  /// Everything after the position `$1`, `$2`, also what cannot be read yet.
  var behind: String {
    database.dialect == .sqlite ? "txid >= $1 and pos > $2" : "(txid, pos) > ($1, $2)"
  }
}
