internal import EventStore
internal import Threads

/// What renders tell, until it is recorded.
final class Findings: Sendable {
  /// Everything that is to be recorded about one job at once.
  struct Entry: Sendable {
    let job: RunningJob
    var progress: JobProgress?
    var warnings: [JobWarning] = []
    var outcome: RenderOutcome?
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
    var order: [ObjectIdentifier] = []
    var isClosed = false
  }

  private let state = Lock(State())
  let signal = EventSignal()

  var isClosed: Bool { state.withLock { $0.isClosed && $0.order.isEmpty } }

  func close() {
    state.withLock { $0.isClosed = true }
    signal.raise()
  }

  func progress(_ progress: JobProgress, of job: RunningJob) {
    add(to: job) { $0.progress = progress }
  }

  func warning(_ warning: JobWarning, of job: RunningJob) {
    add(to: job) { $0.warnings.append(warning) }
  }

  func outcome(_ outcome: RenderOutcome, of job: RunningJob) {
    add(to: job) { entry in
      if entry.outcome == nil { entry.outcome = outcome }
    }
  }

  private func add(to job: RunningJob, _ change: (inout Entry) -> Void) {
    state.withLock { state in
      let key = ObjectIdentifier(job)
      if state.entries[key] == nil { state.order.append(key) }
      change(&state.entries[key, default: Entry(job: job)])
    }
    signal.raise()
  }

  /// Takes what has come together, the oldest first.
  func take(_ limit: Int) -> [Entry] {
    state.withLock { state in
      let keys = state.order.prefix(limit)
      let taken = keys.compactMap { state.entries.removeValue(forKey: $0) }
      state.order.removeFirst(keys.count)
      return taken
    }
  }
}
