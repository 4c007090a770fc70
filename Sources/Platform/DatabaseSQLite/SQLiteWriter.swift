internal import Database
internal import Glibc
internal import Threads

/// The only thread that writes: it drains a queue and commits many operations at once.
///
/// It is also the executor of transaction bodies, so that their statements cost no change of threads.
/// Safe to share: everything but the inbox and the published failure belongs to the thread.
final class SQLiteWriter: TaskExecutor, @unchecked Sendable {
  struct Inbox {
    var operations: [WriteOperation] = []
    var turns: [TransactionTurn] = []
    var jobs: [UnownedJob] = []
    /// The log was copied, and the rest is ours.
    var isCopied = false
    var isClosing = false
    var isClosed = false
    var closers: [UnsafeContinuation<Void, Never>] = []
  }

  enum Work {
    case copied
    case jobs([UnownedJob])
    case operations([WriteOperation])
    case turns([TransactionTurn])
    case close
  }

  let configuration: SQLiteConfiguration
  let connection: SQLiteConnection
  let log: WriteAheadLog
  let copier: LogCopier
  /// How many of the next groups give each operation a savepoint; see ``commitGroup(_:)``.
  var guardedGroups = 0
  let inbox = Monitor(Inbox())
  private let lock: DataFolderLock
  private let published = Monitor<DatabaseError?>(nil)
  private let thread = Monitor<pthread_t?>(nil)

  init(path: String, configuration: SQLiteConfiguration) throws(DatabaseError) {
    self.configuration = configuration
    lock = try DataFolderLock(for: path)
    connection = try SQLiteConnection(path: path, mode: .write, configuration: configuration)
    copier = LogCopier(path: path, configuration: configuration)
    log = WriteAheadLog(connection, configuration, copier)
  }

  func start() throws(DatabaseError) {
    try copier.start { [inbox] in
      inbox.signal { state in
        state.isCopied = true
        return true
      }
    }
    try WorkerThread.run { [self] in
      thread.with { $0 = pthread_self() }
      work()
    }
  }

  var isOnThread: Bool {
    guard let own = thread.with({ $0 }) else { return false }
    return pthread_equal(own, pthread_self()) != 0
  }

  /// Why no write is accepted any more; nil while all is well.
  var failure: DatabaseError? { published.with { $0 } }

  /// After this nothing is written, not even by a checkpoint: what was acknowledged is safe in the log.
  func stop(_ error: DatabaseError) {
    guard failure == nil else { return }
    var error = error
    error.message += " No further write is accepted: check the disk, then start the program again."
    published.with { $0 = error }
    connection.leaveLogAsItIs()
    copier.interrupt()
  }

  // MARK: From any thread

  func run(_ statements: [Statement]) async throws -> [SQLResult] {
    if statements.isEmpty { return [] }
    let cancellation = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        submit(WriteOperation(statements, continuation, cancellation))
      }
    } onCancel: {
      cancellation.set()
    }
  }

  private func submit(_ operation: WriteOperation) {
    var accepted = false
    inbox.signal { state in
      accepted = !state.isClosing
      if accepted { state.operations.append(operation) }
      return accepted && state.operations.count == 1
    }
    if !accepted { operation.answer(.failure(.closed)) }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    var accepted = false
    inbox.signal { state in
      accepted = !state.isClosed
      if accepted { state.jobs.append(job) }
      return accepted && state.jobs.count == 1
    }
    // A body that outlived the database still has to end.
    if !accepted { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// Lets the thread finish what it has accepted and waits for its end.
  func close() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      var alreadyClosed = false
      inbox.signal { state in
        alreadyClosed = state.isClosed
        state.isClosing = true
        if !alreadyClosed { state.closers.append(continuation) }
        return true
      }
      if alreadyClosed { continuation.resume() }
    }
  }

  /// The same without waiting.
  func closeSoon() {
    inbox.signal { state in
      state.isClosing = true
      return true
    }
  }

  // MARK: On the thread

  private func work() {
    while true {
      switch nextWork() {
      case .copied: break
      case .jobs(let jobs): run(jobs)
      case .operations(let operations): commitGroup(operations)
      case .turns(let turns): commitTurns(turns)
      case .close:
        end()
        return
      }
      log.checkpointIfLarge(self)
    }
  }

  private func nextWork() -> Work {
    inbox.wait { state in
      if state.isCopied {
        state.isCopied = false
        return .copied
      }
      if !state.jobs.isEmpty { return .jobs(Self.take(&state.jobs)) }
      if !state.operations.isEmpty { return .operations(Self.take(&state.operations)) }
      if !state.turns.isEmpty { return .turns(Self.take(&state.turns)) }
      return state.isClosing ? .close : nil
    } ?? .close
  }

  static func take<T>(_ queue: inout [T]) -> [T] {
    var taken: [T] = []
    swap(&taken, &queue)
    return taken
  }

  func run(_ jobs: [UnownedJob]) {
    for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func end() {
    copier.close()
    if failure == nil { log.checkpointAtEnd() }
    connection.close()
    lock.release()
    var closers: [UnsafeContinuation<Void, Never>] = []
    var jobs: [UnownedJob] = []
    inbox.signal { state in
      state.isClosed = true
      closers = Self.take(&state.closers)
      jobs = Self.take(&state.jobs)
      return false
    }
    run(jobs)
    for closer in closers { closer.resume() }
  }
}

extension DatabaseError {
  static let closed = DatabaseError(.closed, "The database is closed.")
}
