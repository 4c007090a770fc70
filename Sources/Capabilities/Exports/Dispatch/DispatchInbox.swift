internal import EventStore
internal import Threads

/// What reaches the dispatcher: jobs that wait, and jobs that shall stop.
public final class DispatchInbox: JobListener {
  private let queue = Lock(FairQueue())
  let running = Lock<[String: RunningJob]>([:])
  let signal = EventSignal()
  private let now: @Sendable () -> Int64
  /// Where several processes share a database, the waiting jobs are found there.
  private let keepsQueue: Bool

  public init(clock: ExportClock, isOnlyProcess: Bool) {
    now = clock.now
    keepsQueue = isOnlyProcess
  }

  public func queued(_ jobs: [Job]) {
    if keepsQueue {
      let now = now()
      queue.withLock { queue in
        for job in jobs { queue.offer(ReadyJob(job), now: now) }
      }
    }
    signal.raise()
  }

  /// Has the dispatcher look for waiting jobs now: another process stored some.
  public func look() {
    signal.raise()
  }

  public func left(_ job: Job) {
    queue.withLock { $0.remove(job.id) }
    guard let own = running.withLock({ $0[job.id] }) else { return }
    let isHeld = job.state == .paused && running.withLock { $0.values.count { $0.isPaused } } < Self.mostHeld
    if isHeld {
      own.pause()
      return
    }
    own.checkpoint.stop(.cancelled)
    if own.keepsOutcome { running.withLock { $0[job.id] = nil } }
  }

  /// A paused job keeps a thread and its memory; of more than these the work is done again.
  static let mostHeld = 32

  func withQueue<Result: Sendable>(_ body: (inout sending FairQueue) -> sending Result) -> Result {
    queue.withLock { body(&$0) }
  }
}
