internal import Database
internal import Threads

/// Threads that read, each with a connection that cannot write.
///
/// A cursor has a connection of its own but only borrows a thread for each batch, so a slow consumer holds up nobody.
final class ReaderPool: Sendable {
  typealias Job = @Sendable () -> Void

  struct State {
    private var jobs: [Job?] = []
    private var first = 0
    var idle: [SQLiteConnection] = []
    var cursors = 0
    var threads = 0
    var isClosing = false
    var closers: [UnsafeContinuation<Void, Never>] = []

    mutating func append(_ job: @escaping Job) {
      jobs.append(job)
    }

    /// Gives the job away and keeps nothing of it: a job may hold the last reference to a cursor, whose end asks for
    /// the lock that the pool holds here.
    mutating func nextJob() -> Job? {
      guard first < jobs.count else { return nil }
      var job: Job?
      swap(&job, &jobs[first])
      first += 1
      if first == jobs.count || first > 256 {
        jobs.removeFirst(first)
        first = 0
      }
      return job
    }
  }

  let path: String
  let configuration: SQLiteConfiguration
  private let state = Monitor(State())

  init(path: String, configuration: SQLiteConfiguration) {
    self.path = path
    self.configuration = configuration
  }

  func start() throws(DatabaseError) {
    for _ in 0..<max(1, configuration.readers) {
      state.with { $0.threads += 1 }
      try WorkerThread.run { [self] in work() }
    }
  }

  /// Runs the body on a reading thread with a connection.
  func perform<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws(DatabaseError) -> T
  ) async throws -> T {
    try await onThread { [self] flag throws(DatabaseError) in
      let connection = try borrow()
      connection.interruption.set(deadline: MonotonicTime.now + configuration.readTimeLimit.nanoseconds, flag: flag)
      do throws(DatabaseError) {
        let value = try body(connection)
        giveBack(connection)
        return value
      } catch {
        connection.rollBack()
        if error.endsWriting { connection.close() } else { giveBack(connection) }
        throw error
      }
    }
  }

  /// Runs the body on a reading thread; the flag is raised when the caller is cancelled.
  func onThread<T: Sendable>(
    _ body: @escaping @Sendable (CancellationFlag) throws(DatabaseError) -> T
  ) async throws -> T {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await Handover.wait { handover, continuation in
        let accepted = submit {
          let outcome: Result<T, any Error>
          if flag.isSet {
            outcome = .failure(CancellationError())
          } else {
            do throws(DatabaseError) {
              outcome = .success(try body(flag))
            } catch {
              outcome = .failure(flag.isSet && error.code == .timeLimit ? CancellationError() : error)
            }
          }
          handover.end(outcome, resuming: continuation)
        }
        if !accepted { handover.end(.failure(DatabaseError.closed), resuming: continuation) }
      }
    } onCancel: {
      flag.set()
    }
  }

  @discardableResult
  func submit(_ job: @escaping Job) -> Bool {
    var accepted = false
    state.signal { state in
      accepted = !state.isClosing
      if accepted { state.append(job) }
      return accepted
    }
    return accepted
  }

  // MARK: Connections

  func borrow() throws(DatabaseError) -> SQLiteConnection {
    if let idle = state.with({ $0.idle.popLast() }) { return idle }
    return try SQLiteConnection(path: path, mode: .read, configuration: configuration)
  }

  func giveBack(_ connection: SQLiteConnection) {
    connection.interruption.clear()
    let keep = state.with { state in
      guard state.idle.count < configuration.readers + 2 else { return false }
      state.idle.append(connection)
      return true
    }
    if !keep { connection.close() }
  }

  func reserveCursor() throws(DatabaseError) {
    let reserved = state.with { state in
      guard state.cursors < configuration.cursors else { return false }
      state.cursors += 1
      return true
    }
    guard reserved else {
      throw DatabaseError(
        .busy, "All \(configuration.cursors) cursors are in use. End some, or raise the database's number of cursors.")
    }
  }

  func releaseCursor() {
    state.with { $0.cursors -= 1 }
  }

  // MARK: Threads

  private func work() {
    while let job = nextJob() { job() }
    let (closers, idle) = state.with { state -> ([UnsafeContinuation<Void, Never>], [SQLiteConnection]) in
      state.threads -= 1
      guard state.threads == 0 else { return ([], []) }
      defer {
        state.closers = []
        state.idle = []
      }
      return (state.closers, state.idle)
    }
    for connection in idle { connection.close() }
    for closer in closers { closer.resume() }
  }

  private func nextJob() -> Job? {
    let job: Job?? = state.wait { state in
      if let job = state.nextJob() { return .some(job) }
      return state.isClosing ? .some(nil) : nil
    }
    // One signal wakes one thread, and all have to end.
    guard let job, let job else {
      state.signal { _ in true }
      return nil
    }
    return job
  }

  func close() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      var ended = false
      state.signal { state in
        state.isClosing = true
        ended = state.threads == 0
        if !ended { state.closers.append(continuation) }
        return true
      }
      if ended { continuation.resume() }
    }
  }

  func closeSoon() {
    state.signal { state in
      state.isClosing = true
      return true
    }
  }
}
