internal import CPostgres
internal import Database
internal import Threads

/// The connections of one database: lends them, replaces broken and old ones, connects again with growing pauses.
///
/// It belongs to the loop's thread, which makes it safe to hand over.
final class PostgresPool: @unchecked Sendable {
  /// What a connection is wanted for. Who holds one may wait for the next kind, so each kind leaves room for it.
  enum Use: Int, CaseIterable {
    case batch
    case transaction
    case cursor
  }

  let loop: EventLoop
  let server: PostgresServer
  let configuration: PostgresConfiguration
  var leases: [ObjectIdentifier: PostgresLease] = [:]
  /// Batches that have a connection, by their flag.
  var errands: [ObjectIdentifier: PostgresErrand] = [:]
  private var listeners: [PostgresListener] = []
  private var idle: [PostgresConnection] = []
  private var lines = [WaitingLine](repeating: WaitingLine(), count: Use.allCases.count)
  private var held = [Int](repeating: 0, count: Use.allCases.count)
  private var arrivals: UInt64 = 0
  private let most: Int
  private var connecting = 0
  /// Open or connecting.
  private var count = 0
  private var lastRefusal: DatabaseError?
  private var failures = 0
  private var retryAt: UInt64 = 0
  private var closeDeadline: UInt64?
  private var closers: [UnsafeContinuation<Void, Never>] = []

  init(loop: EventLoop, server: PostgresServer, configuration: PostgresConfiguration) {
    self.loop = loop
    self.server = server
    self.configuration = configuration
    most = max(3, configuration.connections)
  }

  /// False when the database is closing.
  func add(_ listener: PostgresListener) -> Bool {
    guard closeDeadline == nil else { return false }
    listeners.append(listener)
    return true
  }

  func remove(_ listener: PostgresListener) {
    listeners.removeAll { $0 === listener }
  }

  func start() {
    loop.submit { self.loop.onTick { [weak self] in self?.tick() ?? 1000 } }
  }

  func acquire(
    _ use: Use, _ cancellation: CancellationFlag,
    _ take: @escaping @Sendable (Result<PostgresConnection, any Error>) -> Void
  ) {
    if closeDeadline != nil { return take(.failure(DatabaseError.closed)) }
    if cancellation.isSet { return take(.failure(CancellationError())) }
    arrivals += 1
    lines[use.rawValue].append(
      WaitingLine.Waiter(
        number: arrivals, deadline: MonotonicTime.now + configuration.acquireTimeout.nanoseconds,
        cancellation: cancellation, take: take))
    serve()
  }

  func release(_ connection: PostgresConnection, from use: Use) {
    held[use.rawValue] -= 1
    accept(connection)
  }

  /// Makes a connection that nobody holds ready for the next one.
  private func accept(_ connection: PostgresConnection) {
    let age = MonotonicTime.now - connection.born
    if connection.isDoomed || !connection.isOpen || connection.request != nil
      || age > configuration.lifetime.nanoseconds
    {
      drop(connection)
    } else if connection.isInTransaction {
      connection.perform(PipelineRequest([], .rollBack) { _ in self.loop.submit { self.afterRollBack(connection) } })
      return
    } else {
      connection.onIdleLoss = { [weak self, weak connection] in
        guard let self, let connection, let index = idle.firstIndex(where: { $0 === connection }) else { return }
        idle.remove(at: index)
        drop(connection)
      }
      idle.append(connection)
    }
    serve()
  }

  private func afterRollBack(_ connection: PostgresConnection) {
    if connection.isInTransaction { connection.isDoomed = true }
    accept(connection)
  }

  private func drop(_ connection: PostgresConnection) {
    if connection.request != nil { connection.lose() }
    if connection.isCancelling {
      connection.onCancelled = { [self] in
        connection.onCancelled = nil
        drop(connection)
      }
      return
    }
    connection.close()
    count -= 1
    finishClosing()
  }

  // MARK: Waiting

  private var waiting: Int { lines.reduce(0) { $0 + $1.count } }

  /// A cursor's reader may need a transaction, a transaction's body a batch: neither may take the last connection.
  private func mayTake(_ use: Use) -> Bool {
    let long = held[Use.transaction.rawValue] + held[Use.cursor.rawValue]
    switch use {
    case .batch: return true
    case .transaction: return long < most - 1
    case .cursor: return long < most - 1 && held[Use.cursor.rawValue] < max(1, most / 3)
    }
  }

  private func nextUse() -> Use? {
    var best: (use: Use, number: UInt64)?
    for use in Use.allCases {
      guard let first = lines[use.rawValue].first, mayTake(use) else { continue }
      if first.number < best?.number ?? .max { best = (use, first.number) }
    }
    return best?.use
  }

  /// Gives the free connections to those who wait, and connects for the others.
  private func serve() {
    while let connection = idle.last, let use = nextUse() {
      guard connection.isAlive() else {
        idle.removeLast()
        drop(connection)
        continue
      }
      guard let waiter = lines[use.rawValue].popFirst() else { break }
      if waiter.cancellation.isSet {
        waiter.take(.failure(CancellationError()))
        continue
      }
      idle.removeLast()
      connection.onIdleLoss = nil
      held[use.rawValue] += 1
      waiter.take(.success(connection))
    }
    if closeDeadline != nil, waiting == 0 {
      let unused = idle
      idle = []
      for connection in unused { drop(connection) }
    }
    connectIfNeeded()
  }

  private func refuseAll(_ error: DatabaseError) {
    for use in Use.allCases {
      while let waiter = lines[use.rawValue].popFirst() { waiter.take(.failure(error)) }
    }
  }

  private func refuseLate(_ now: UInt64) {
    for use in Use.allCases {
      while let first = lines[use.rawValue].first, first.deadline < now, let waiter = lines[use.rawValue].popFirst() {
        waiter.take(.failure(noConnection))
      }
    }
  }

  /// A caller no longer wants its answer: it leaves the line, or the server is asked to stop.
  func cancelled(_ cancellation: CancellationFlag) {
    if let errand = errands[ObjectIdentifier(cancellation)] { return errand.cancel() }
    for use in Use.allCases {
      lines[use.rawValue].remove(cancellation)?.take(.failure(CancellationError()))
    }
  }

  // MARK: Connecting

  private func connectIfNeeded() {
    while nextUse() != nil, waiting > connecting, count < most, MonotonicTime.now >= retryAt {
      count += 1
      connecting += 1
      do {
        try WorkerThread.run { [server, loop, statements = configuration.statements] in
          let result = server.connect().map { PostgresConnection($0, loop: loop, statements: statements) }
          loop.submit { self.connected(result) }
        }
      } catch {
        connected(.failure(error))
      }
    }
  }

  private func connected(_ result: Result<PostgresConnection, DatabaseError>) {
    connecting -= 1
    switch result {
    case .success(let connection):
      failures = 0
      if !connection.attach() { connection.isDoomed = true }
      accept(connection)
    case .failure(let error):
      count -= 1
      lastRefusal = error
      failures += 1
      let pause: UInt64 = min(50_000_000 << UInt64(min(failures - 1, 6)), 2_000_000_000)
      retryAt = MonotonicTime.now + UInt64.random(in: pause / 2...pause)
      if error.code == .permissionDenied {
        // Waiting does not help against a wrong password.
        refuseAll(error)
      }
      finishClosing()
    }
  }

  // MARK: Time

  private func tick() -> Int32 {
    let now = MonotonicTime.now
    refuseLate(now)
    connectIfNeeded()
    for lease in leases.values where lease.deadline < now { lease.revoke() }
    let lifetime = configuration.lifetime.nanoseconds
    let old = idle.filter { now - $0.born > lifetime }
    if !old.isEmpty {
      idle.removeAll { now - $0.born > lifetime }
      for connection in old { drop(connection) }
    }
    if let closeDeadline, now > closeDeadline { stop() }
    return waiting > 0 || !leases.isEmpty || closeDeadline != nil ? 20 : 1000
  }

  private var noConnection: DatabaseError {
    if count > connecting {
      return DatabaseError(
        .unavailable,
        "No connection became free in \(configuration.acquireTimeout): all \(most) are in use.")
    }
    return lastRefusal
      ?? DatabaseError(.unavailable, "The database server was not reached in \(configuration.acquireTimeout).")
  }

  // MARK: Closing

  /// Lets what was accepted end, for as long as a transaction may take.
  func close(_ closer: UnsafeContinuation<Void, Never>?) {
    if let closer { closers.append(closer) }
    guard closeDeadline == nil else { return finishClosing() }
    for listener in listeners { listener.end() }
    listeners = []
    closeDeadline = MonotonicTime.now + 10_000_000_000
    serve()
    finishClosing()
  }

  private func finishClosing() {
    if closeDeadline != nil && count == 0 && waiting == 0 { stop() }
  }

  private func stop() {
    refuseAll(.closed)
    // Only after the time for closing is over is anything left here; it gets its answer now.
    for lease in leases.values { lease.cut() }
    for errand in errands.values { errand.cut() }
    loop.stop()
    let ended = closers
    closers = []
    for closer in ended { closer.resume() }
  }
}
