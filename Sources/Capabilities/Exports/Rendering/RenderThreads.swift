internal import Threads

/// The threads that render. A thread whose render is paused does not count, so another takes its place.
final class RenderThreads: Sendable {
  private struct State {
    var work: [@Sendable () -> Void] = []
    var next = 0
    var threads = 0
    var idle = 0
    var parked = 0
    var isClosed = false
  }

  private let state = Monitor(State())
  private let limit: Int

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  func submit(_ work: @escaping @Sendable () -> Void) {
    var starts = false
    state.signal { state in
      state.work.append(work)
      starts = state.work.count - state.next > state.idle && state.threads - state.parked < limit
      if starts { state.threads += 1 }
      return state.idle > 0
    }
    if starts { start() }
  }

  /// Called by a render that waits.
  func park(_ isParked: Bool) {
    var starts = false
    state.with { state in
      state.parked += isParked ? 1 : -1
      starts = isParked && state.idle == 0 && state.next < state.work.count
      if starts { state.threads += 1 }
    }
    if starts { start() }
  }

  func close() {
    state.signal { state in
      state.isClosed = true
      return true
    }
  }

  private func start() {
    let isStarted = PlatformThread.start(name: "render") { [self] in
      while let work = nextWork() { work() }
    }
    // Without a thread to be had the work waits for one of the others.
    if !isStarted { state.with { $0.threads -= 1 } }
  }

  private func nextWork() -> (@Sendable () -> Void)? {
    let isIdle = state.with { state in
      let isIdle = state.next == state.work.count
      if isIdle { state.idle += 1 }
      return isIdle
    }
    let found = state.wait { state -> (@Sendable () -> Void)?? in
      if state.threads - state.parked > self.limit || (state.isClosed && state.next == state.work.count) {
        state.threads -= 1
        return .some(nil)
      }
      guard state.next < state.work.count else { return nil }
      let work = state.work[state.next]
      state.next += 1
      if state.next == state.work.count {
        state.work.removeAll(keepingCapacity: true)
        state.next = 0
      } else if state.next > 1_024 {
        state.work.removeFirst(state.next)
        state.next = 0
      }
      return .some(work)
    }
    if isIdle { state.with { $0.idle -= 1 } }
    // Others may have slept through the signal that woke this one.
    state.signal { state in state.idle > 0 && (state.isClosed || state.next < state.work.count) }
    return found ?? nil
  }
}
