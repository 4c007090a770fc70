internal import Threads

/// Compresses streams on threads of its own, in any order; the writer takes the results in the order it asked for them.
final class DeflateQueue: Sendable {
  private struct State {
    var jobs: [DeflateJob] = []
    var first = 0
    var threads = 0
    /// Bytes that nobody works on yet.
    var waiting = 0
    var isClosed = false

    /// The next job that nobody works on, taken.
    mutating func take() -> DeflateJob? {
      while first < jobs.count, jobs[first].state != .waiting { first += 1 }
      if first > 256 {
        jobs.removeFirst(first)
        first = 0
      }
      guard first < jobs.count else { return nil }
      begin(jobs[first])
      return jobs[first]
    }

    mutating func begin(_ job: DeflateJob) {
      job.state = .running
      waiting -= job.input.count
    }
  }

  /// A thread costs as much as compressing some ten thousand bytes: a short document is done without.
  private static let worthAThread = 1 << 17

  private let level: Int32
  private let most: Int
  private let monitor = Monitor(State())

  /// - Parameter workers: how many threads may be started; with zero, the caller's does it all.
  init(level: Int32, workers: Int) {
    self.level = level
    most = workers
  }

  func submit(_ job: DeflateJob) {
    let needsThread = monitor.with { state in
      state.jobs.append(job)
      state.waiting += job.input.count
      guard state.waiting > Self.worthAThread, state.threads < most else { return false }
      state.threads += 1
      return true
    }
    if needsThread, !PlatformThread.start(name: "deflate", { self.work() }) { monitor.with { $0.threads -= 1 } }
    monitor.signal { $0.threads > 0 }
  }

  func isDone(_ job: DeflateJob) -> Bool {
    monitor.with { _ in job.state == .done }
  }

  /// Waits for a job; compresses it here with `own` when nobody has begun.
  func finish(_ job: DeflateJob, _ own: Deflate) {
    let isMine = monitor.with { state in
      guard job.state == .waiting else { return false }
      state.begin(job)
      return true
    }
    if isMine {
      complete(job, own)
    } else {
      _ = monitor.wait { _ in job.state == .done ? true : nil }
    }
  }

  /// Lets the threads end; jobs that nobody took stay undone.
  func close() {
    monitor.broadcast { $0.isClosed = true }
  }

  private func complete(_ job: DeflateJob, _ compressor: Deflate) {
    let output = compressor.compress(job.input)
    monitor.broadcast { _ in
      job.output = output
      job.input = []
      job.state = .done
    }
  }

  private func work() {
    guard let compressor = try? Deflate(level: level) else {
      monitor.with { $0.threads -= 1 }
      return
    }
    while true {
      let next = monitor.wait { state -> DeflateJob?? in
        if let job = state.take() { return .some(job) }
        if state.isClosed { return .some(nil) }
        return nil
      }
      guard case .some(.some(let job)) = next else { return }
      complete(job, compressor)
    }
  }
}
