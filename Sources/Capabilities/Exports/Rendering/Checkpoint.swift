internal import Database
internal import Synchronization
internal import Threads

/// Where a running render tells how far it is, and learns that it shall wait or stop.
///
/// Cheap enough to call for every paragraph: two atomic reads and the clock.
public final class Checkpoint: Sendable {
  private struct State {
    var stop: RenderStopped?
    var isHeld = false
    var isParked = false
  }

  private let state = Monitor(State())
  private let isDisturbed = Atomic(false)
  private let monotonic: @Sendable () -> UInt64
  private let deadline: UInt64
  private let report: @Sendable (JobProgress) -> Void
  private let warn: @Sendable (JobWarning) -> Void
  private let parked: @Sendable (Bool) -> Void
  private let nextReport: Atomic<UInt64>
  private let share = Lock<(base: Double, width: Double)>((0, 1))

  /// Progress goes on at most once in this time.
  static let reportPause: UInt64 = 250_000_000

  /// For a render that nobody watches.
  public convenience init() {
    self.init(monotonic: { 0 }, deadline: .max)
  }

  /// For a render without a job that may take so long.
  public convenience init(timeoutSeconds: Int) {
    let clock = ExportClock.system.monotonic
    self.init(monotonic: clock, deadline: clock() + UInt64(max(0, timeoutSeconds)) * 1_000_000_000)
  }

  init(
    monotonic: @escaping @Sendable () -> UInt64, deadline: UInt64,
    report: @escaping @Sendable (JobProgress) -> Void = { _ in },
    warn: @escaping @Sendable (JobWarning) -> Void = { _ in }, parked: @escaping @Sendable (Bool) -> Void = { _ in }
  ) {
    self.monotonic = monotonic
    self.deadline = deadline
    self.report = report
    self.warn = warn
    self.parked = parked
    // What is done before that tells nothing about its progress.
    nextReport = Atomic(monotonic() + Self.reportPause)
  }

  /// Throws when the render shall stop; waits here while the job is paused.
  public func pass() throws(RenderStopped) {
    if isDisturbed.load(ordering: .acquiring) { try settle() }
    if deadline != .max, monotonic() >= deadline { throw .timedOut }
  }

  /// Like ``pass()``, and says how far the file is, from 0 to 1.
  public func progress(_ fraction: Double, step: String? = nil, done: Int? = nil, total: Int? = nil)
    throws(RenderStopped)
  {
    try pass()
    let now = monotonic()
    let next = nextReport.load(ordering: .relaxed)
    guard now >= next,
      nextReport.compareExchange(expected: next, desired: now + Self.reportPause, ordering: .relaxed).exchanged
    else { return }
    let (base, width) = share.withLock { $0 }
    report(JobProgress(base + fraction * width, step: step, stepsDone: done, stepsTotal: total))
  }

  /// Says at once what the person should know.
  public func warning(_ warning: JobWarning) {
    warn(warning)
  }

  /// Of a job that makes several files: the part that the file now being made is of the whole.
  func isFile(_ index: Int, of count: Int) {
    share.withLock { $0 = (Double(index) / Double(max(1, count)), 1 / Double(max(1, count))) }
  }

  private func settle() throws(RenderStopped) {
    let isHeld = state.with { state in
      if state.stop == nil, state.isHeld { state.isParked = true }
      return state.isParked
    }
    if isHeld { parked(true) }
    let stop = state.wait { (state: inout State) -> RenderStopped?? in
      if let stop = state.stop { return .some(stop) }
      return state.isHeld ? nil : .some(nil)
    }
    if isHeld {
      state.with { $0.isParked = false }
      parked(false)
    }
    if case .some(.some(let stop)) = stop { throw stop }
  }

  func stop(_ reason: RenderStopped) {
    isDisturbed.store(true, ordering: .releasing)
    state.signal { state in
      if state.stop == nil { state.stop = reason }
      return true
    }
  }

  func hold() {
    isDisturbed.store(true, ordering: .releasing)
    state.with { $0.isHeld = true }
  }

  func release() {
    state.signal { state in
      state.isHeld = false
      return true
    }
  }

  var isParked: Bool { state.with { $0.isParked } }
}
