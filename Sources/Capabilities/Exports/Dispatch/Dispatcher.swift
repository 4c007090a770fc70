internal import Database
internal import EventStore
internal import Synchronization
internal import Threads

/// Runs waiting jobs: claims them, renders on threads of its own, and records what came of it.
///
/// Two loops share the work: one claims, one records. Both take what is there at once, so under load many jobs share
/// a transaction, and a lonely job waits for nobody.
public final class Dispatcher: Sendable {
  let jobs: JobStore
  let inbox: DispatchInbox
  let engines: EngineCatalogue
  let vault: any FileVault
  let options: DispatchOptions
  let threads: RenderThreads
  let load: Lock<Load>
  let findings = Findings()
  /// Tells the operator's log what no client sees.
  let log: @Sendable (String) -> Void
  private let isStopping = Atomic(false)
  private let tasks = Lock<[Task<Void, Never>]>([])

  /// What runs here at the moment.
  struct Load: Sendable {
    var inFlight = 0
    var tenants: [String: Int] = [:]
    var formats: [String: Int] = [:]
    /// The mean time of a render in nanoseconds, newer ones counting more.
    var meanTime = 50_000_000.0
    /// How many jobs come through in a second, from claim to record; nil before the first.
    var rate: Double?
  }

  public init(
    _ jobs: JobStore, _ inbox: DispatchInbox, engines: EngineCatalogue, vault: any FileVault,
    options: DispatchOptions, log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.jobs = jobs
    self.inbox = inbox
    self.engines = engines
    self.vault = vault
    self.options = options
    self.log = log
    threads = RenderThreads(limit: options.slots)
    load = Lock(Load())
  }

  var isCluster: Bool { jobs.database.dialect == .postgres }
  var stops: Bool { isStopping.load(ordering: .acquiring) }

  /// Takes up what an earlier start left, and begins to run jobs.
  public func start() async throws {
    if !isCluster {
      try await rescueAll()
      try await expectWaiting()
    }
    let loops: [@Sendable () async -> Void] = [claimLoop, recordLoop, careLoop]
    tasks.withLock { tasks in
      for loop in loops { tasks.append(Task { await loop() }) }
    }
    inbox.signal.raise()
  }

  /// Stops claiming, lets renders end until the time is over, and gives the others back to the queue.
  public func stop(within limit: Duration) async {
    isStopping.store(true, ordering: .releasing)
    inbox.signal.raise()
    let end = jobs.clock.monotonic() + UInt64(max(0, limit / .nanoseconds(1)))
    while jobs.clock.monotonic() < end, load.withLock({ $0.inFlight }) > 0 {
      let seen = findings.signal.count
      if load.withLock({ $0.inFlight }) == 0 { break }
      await findings.signal.wait(after: seen, atMost: .milliseconds(50))
    }
    for running in inbox.running.withLock({ Array($0.values) }) { running.checkpoint.stop(.stopping) }
    let last = jobs.clock.monotonic() + 1_000_000_000
    while jobs.clock.monotonic() < last, load.withLock({ $0.inFlight }) > 0 {
      let seen = findings.signal.count
      if load.withLock({ $0.inFlight }) == 0 { break }
      await findings.signal.wait(after: seen, atMost: .milliseconds(20))
    }
    threads.close()
    findings.close()
    let tasks = tasks.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    // The recorder ends by itself after the last finding; the others wait for time to pass.
    for (index, task) in tasks.enumerated() where index != 1 { task.cancel() }
    for task in tasks { await task.value }
  }

  /// Waits before another try at what failed for a reason that may pass.
  func pause(after failures: Int) async {
    try? await Task.sleep(for: .milliseconds(min(5_000, 50 << min(failures, 7))))
  }
}
