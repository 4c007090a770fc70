public import Database
internal import Threads

/// A PostgreSQL server behind a pool of connections; a batch is one round trip.
public final class PostgresDatabase: SQLDatabase {
  let pool: PostgresPool
  let loop: EventLoop
  let server: PostgresServer
  /// The databases whose transaction body the task is in.
  @TaskLocal private static var inside: Set<ObjectIdentifier> = []

  /// Connects to `postgres://user:password@host:port/name?sslmode=verify-full` and checks that it answers.
  public static func open(
    _ url: String, configuration: PostgresConfiguration = PostgresConfiguration()
  ) async throws -> PostgresDatabase {
    let database = try PostgresDatabase(url, configuration)
    do {
      try await database.check()
    } catch {
      await database.close()
      throw error
    }
    return database
  }

  private init(_ url: String, _ configuration: PostgresConfiguration) throws(DatabaseError) {
    server = try PostgresServer(url, configuration)
    loop = try EventLoop()
    pool = PostgresPool(loop: loop, server: server, configuration: configuration)
    pool.start()
  }

  deinit {
    loop.submit { [pool] in pool.close(nil) }
  }

  public var dialect: SQLDialect { .postgres }

  public func run(_ statements: [Statement]) async throws -> [SQLResult] {
    try checkOutside()
    if statements.isEmpty { return [] }
    return try await retrying { try await self.send(.write, statements) }
  }

  public func read(_ statements: [Statement]) async throws -> [SQLResult] {
    if statements.isEmpty { return [] }
    return try await retrying { try await self.send(.read, statements) }
  }

  private func send(_ kind: PostgresErrand.Kind, _ statements: [Statement]) async throws -> [SQLResult] {
    let cancellation = CancellationFlag()
    let (pool, loop) = (pool, loop)
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        let errand = PostgresErrand(pool, kind, statements, cancellation, continuation)
        let accepted = loop.submit {
          errand.start()
        }
        if !accepted { continuation.resume(throwing: DatabaseError.closed) }
      }
    } onCancel: {
      cancellation.set()
      loop.submit { pool.cancelled(cancellation) }
    }
  }

  public func transaction<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    try checkOutside()
    return try await retrying { try await self.runOnce(options, body) }
  }

  private func runOnce<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    let cancellation = CancellationFlag()
    let lease = PostgresLease(pool, .transaction, begin: options.begin, timeLimit: options.timeLimit)
    let own = ObjectIdentifier(self)
    let task = Task {
      try await lease.start(cancellation)
      let value: T
      do {
        value = try await Self.$inside.withValue(Self.inside.union([own])) {
          try await body(PostgresTransaction(lease: lease))
        }
        if cancellation.isSet { throw CancellationError() }
      } catch {
        try? await lease.finish(keeping: false)
        let failure = await lease.firstFailure()
        throw cancellation.isSet && error is CancellationError ? error : DatabaseError.reason(error, failure)
      }
      try await lease.finish(keeping: true)
      return value
    }
    lease.onRevocation { task.cancel() }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      cancellation.set()
      task.cancel()
      lease.cancel()
    }
  }

  public func rows(of statement: Statement, batch: Int) -> SQLRowStream {
    SQLRowStream { [pool] in try await PostgresCursor.open(statement, batch: batch, in: pool) }
  }

  public func check() async throws {
    let row = try await query(Statement("select pg_is_in_recovery()")).only
    if try row.bool(0) {
      throw DatabaseError(.readOnly, "The database server is a standby, which takes no writes. Point to the primary.")
    }
  }

  public func close() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      if !loop.submit({ [pool] in pool.close(continuation) }) { continuation.resume() }
    }
  }

  /// Repeats what lost against a concurrent transaction, after a pause of random length.
  private func retrying<T: Sendable>(_ work: () async throws -> T) async throws -> T {
    var attempt = 0
    let end = MonotonicTime.now + pool.configuration.retryTime.nanoseconds
    while true {
      do {
        return try await work()
      } catch let error as DatabaseError where error.code == .serializationFailed {
        guard MonotonicTime.now < end else { throw error }
        attempt += 1
        try await Task.sleep(for: .microseconds(Int.random(in: 100...min(1000 << min(attempt, 6), 64_000))))
      }
    }
  }

  private func checkOutside() throws(DatabaseError) {
    guard !Self.inside.contains(ObjectIdentifier(self)) else {
      throw DatabaseError(
        .misuse, "Inside a transaction's body use the given transaction: a write beside it would wait for its end.")
    }
  }
}

extension TransactionOptions {
  /// The statement that begins such a transaction.
  var begin: String {
    switch isolation {
    case .readCommitted: "begin isolation level read committed"
    case .repeatableRead: "begin isolation level repeatable read"
    case .serializable: "begin isolation level serializable"
    }
  }
}
