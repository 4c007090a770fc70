internal import Glibc
internal import Threads

/// Threads of our own for work that blocks or computes for long, so that no event loop ever waits.
///
/// Threads start when there is work and none is free, up to the limit; they end with the pool.
public final class BlockingPool: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var first = 0
    var threads = 0
    var idle = 0
    var closed = false
  }

  /// What the threads keep alive; the pool itself may go while they still work.
  private final class Queue: Sendable {
    let state = Lock(State())
    let wakeups = CountingSemaphore()

    func work() {
      while let job = nextJob() { job() }
    }

    /// The next job without waiting.
    func takeJob() -> (@Sendable () -> Void)? {
      state.withLock { Self.take(&$0) }
    }

    private static func take(_ state: inout State) -> (@Sendable () -> Void)? {
      guard state.first < state.jobs.count else { return nil }
      let job = state.jobs[state.first]
      state.first += 1
      if state.first == state.jobs.count {
        state.jobs.removeAll(keepingCapacity: true)
        state.first = 0
      } else if state.first > 1_024 {
        state.jobs.removeFirst(state.first)
        state.first = 0
      }
      return job
    }

    private func nextJob() -> (@Sendable () -> Void)? {
      while true {
        let (job, over) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
          if let job = Self.take(&state) { return (job, false) }
          if state.closed { return (nil, true) }
          state.idle += 1
          return (nil, false)
        }
        if let job { return job }
        if over { return nil }
        wakeups.wait()
      }
    }
  }

  private let queue = Queue()
  private let limit: Int

  public init(threads limit: Int) {
    self.limit = max(1, limit)
  }

  deinit {
    let idle = queue.state.withLock { state -> Int in
      state.closed = true
      defer { state.idle = 0 }
      return state.idle
    }
    for _ in 0..<idle { queue.wakeups.signal() }
  }

  /// Runs the work on a thread of the pool and comes back with its result.
  public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      submit { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  /// Runs the work some time soon and forgets it.
  public func submit(_ job: @escaping @Sendable () -> Void) {
    let (wakes, starts) = queue.state.withLock { state -> (Bool, Bool) in
      state.jobs.append(job)
      if state.idle > 0 {
        state.idle -= 1
        return (true, false)
      }
      guard state.threads < limit else { return (false, false) }
      state.threads += 1
      return (false, true)
    }
    if wakes { queue.wakeups.signal() }
    guard starts else { return }
    let queue = queue
    if !PlatformThread.start(name: "export-pool", { queue.work() }) {
      let alone = queue.state.withLock { state -> Bool in
        state.threads -= 1
        return state.threads == 0
      }
      // No thread to be had at all: better late on this one than never.
      if alone { queue.takeJob()?() }
    }
  }
}
