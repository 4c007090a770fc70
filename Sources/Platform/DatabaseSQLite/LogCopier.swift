internal import CSQLite
internal import Database
internal import Threads

/// Copies the write-ahead log into the database file on a thread of its own, so that commits go on meanwhile.
///
/// Safe to share: the connection belongs to the thread, except for `sqlite3_interrupt`, which any thread may call
/// while the connection is open, and that is so while the state says that it copies.
final class LogCopier: Sendable {
  enum Outcome: Sendable {
    /// As far as readers let it.
    case ended
    case failed(DatabaseError)
  }

  private struct State {
    var isAsked = false
    var isCopying = false
    var outcome: Outcome?
    var isClosing = false
    var isClosed = false
    /// Belongs to a connection that is open as long as it is set.
    nonisolated(unsafe) var handle: OpaquePointer?
  }

  private let path: String
  private let configuration: SQLiteConfiguration
  private let state = Monitor(State())

  init(path: String, configuration: SQLiteConfiguration) {
    self.path = path
    self.configuration = configuration
  }

  func start(onEnd: @escaping @Sendable () -> Void) throws(DatabaseError) {
    let (path, configuration) = (path, configuration)
    try WorkerThread.run { [state] in
      Self.work(state, path, configuration, onEnd)
    }
  }

  // MARK: From the writer's thread

  var isBusy: Bool { state.with { $0.isAsked || $0.isCopying } }

  func begin() {
    state.broadcast { $0.isAsked = true }
  }

  /// What came of the last copy, once.
  func takeOutcome() -> Outcome? {
    state.with { $0.outcome.take() }
  }

  /// Blocks until nothing is copied.
  func wait() {
    state.wait { $0.isAsked || $0.isCopying ? nil : () }
  }

  /// Breaks off what is being copied.
  func interrupt() {
    state.with { state in
      state.isAsked = false
      if state.isCopying, let handle = state.handle { sqlite3_interrupt(handle) }
    }
  }

  /// Ends the thread and waits for it.
  func close() {
    interrupt()
    state.broadcast { $0.isClosing = true }
    state.wait { $0.isClosed ? () : nil }
  }

  // MARK: On its own thread

  private static func work(
    _ state: Monitor<State>, _ path: String, _ configuration: SQLiteConfiguration, _ onEnd: @Sendable () -> Void
  ) {
    var connection: SQLiteConnection?
    while isAsked(state) {
      let outcome: Outcome
      do throws(DatabaseError) {
        let own: SQLiteConnection
        if let connection { own = connection } else { own = try open(path, configuration) }
        connection = own
        state.with { $0.handle = own.handle }
        outcome = copy(own)
      } catch {
        outcome = .failed(error)
      }
      state.broadcast { state in
        state.isCopying = false
        state.outcome = outcome
      }
      onEnd()
    }
    state.with { $0.handle = nil }
    connection?.close()
    state.broadcast { $0.isClosed = true }
  }

  /// Waits for the next copy; false when there will be none.
  private static func isAsked(_ state: Monitor<State>) -> Bool {
    state.wait { state -> Bool? in
      if state.isClosing { return false }
      guard state.isAsked else { return nil }
      state.isAsked = false
      state.isCopying = true
      return true
    } ?? false
  }

  private static func open(_ path: String, _ configuration: SQLiteConfiguration) throws(DatabaseError)
    -> SQLiteConnection
  {
    let connection = try SQLiteConnection(path: path, mode: .write, configuration: configuration)
    connection.leaveLogAsItIs()
    return connection
  }

  private static func copy(_ connection: SQLiteConnection) -> Outcome {
    let result = sqlite3_wal_checkpoint_v2(connection.handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    return result == SQLITE_OK ? .ended : .failed(.sqlite(connection.handle, result))
  }
}
