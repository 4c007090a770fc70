public import EventStore
internal import Threads

/// Wakes those of this process who watch a job. A hint: whoever wakes looks into the database.
public final class JobFeed: Sendable {
  private struct Watched {
    var signal = EventSignal()
    var watchers = 0
  }

  private let state = Lock<[String: Watched]>([:])

  public init() {}

  public func changed(_ id: String) {
    state.withLock { $0[id]?.signal }?.raise()
  }

  func changed(_ ids: some Sequence<String>) {
    let signals = state.withLock { watched in watched.isEmpty ? [] : ids.compactMap { watched[$0]?.signal } }
    for signal in signals { signal.raise() }
  }

  /// Gives the body a signal that is raised after each change of the job.
  public func watching<Result>(_ id: String, _ body: (EventSignal) async throws -> Result) async rethrows -> Result {
    let signal = state.withLock { watched in
      watched[id, default: Watched()].watchers += 1
      return watched[id]?.signal ?? EventSignal()
    }
    defer {
      state.withLock { watched in
        watched[id]?.watchers -= 1
        if watched[id]?.watchers == 0 { watched[id] = nil }
      }
    }
    return try await body(signal)
  }
}
