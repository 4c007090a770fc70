public import Database
internal import Synchronization

/// An embedded database in one file: a writer that commits in groups, and readers beside it.
///
/// What it acknowledged is on the disk (`synchronous = full`). Only one process may have it open.
public final class SQLiteDatabase: SQLDatabase {
  private let writer: SQLiteWriter
  let readers: ReaderPool
  /// The databases whose transaction body the task is in.
  @TaskLocal private static var inside: Set<ObjectIdentifier> = []

  /// Opens the database file, or makes it; its folder must exist.
  public static func open(
    _ path: String, configuration: SQLiteConfiguration = SQLiteConfiguration()
  ) async throws -> SQLiteDatabase {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<SQLiteDatabase, any Error>) in
      do {
        // Recovering a large log takes a while, and belongs on no shared thread.
        try WorkerThread.run {
          continuation.resume(with: Result { try SQLiteDatabase(path, configuration) })
        }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private init(_ path: String, _ configuration: SQLiteConfiguration) throws(DatabaseError) {
    guard !path.isEmpty, path != ":memory:", !path.utf8.contains(0) else {
      throw DatabaseError(.cannotOpen, "An embedded database needs the path of a file.")
    }
    writer = try SQLiteWriter(path: path, configuration: configuration)
    readers = ReaderPool(path: path, configuration: configuration)
    try writer.start()
    try readers.start()
  }

  deinit {
    readers.closeSoon()
    writer.closeSoon()
  }

  public var dialect: SQLDialect { .sqlite }

  public func run(_ statements: [Statement]) async throws -> [SQLResult] {
    try checkOutside()
    return try await writer.run(statements)
  }

  public func transaction<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    try checkOutside()
    var attempt = 1
    while true {
      do {
        return try await runOnce(options, body)
      } catch let error as DatabaseError where error.code == .serializationFailed && attempt < 5 {
        attempt += 1
      }
    }
  }

  private func runOnce<T: Sendable>(
    _ options: TransactionOptions, _ body: @escaping @Sendable (any SQLTransaction) async throws -> T
  ) async throws -> T {
    let turn = TransactionTurn(timeLimit: options.timeLimit)
    let (writer, own) = (writer, ObjectIdentifier(self))
    let task = Task(executorPreference: writer) {
      try await writer.begin(turn)
      let value: T
      do {
        value = try await Self.$inside.withValue(Self.inside.union([own])) {
          try await body(SQLiteTransaction(writer: writer, turn: turn))
        }
      } catch {
        try? await writer.finish(turn, keeping: false)
        throw DatabaseError.reason(error, turn.failure)
      }
      try await writer.finish(turn, keeping: true)
      return value
    }
    turn.onRevocation { task.cancel() }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      turn.cancel()
      task.cancel()
    }
  }

  public func read(_ statements: [Statement]) async throws -> [SQLResult] {
    if statements.isEmpty { return [] }
    return try await readers.perform { connection throws(DatabaseError) in
      if statements.count == 1 { return try connection.execute(statements) }
      try connection.execute(.beginReading)
      let results = try connection.execute(statements)
      try connection.execute(.commit)
      return results
    }
  }

  public func rows(of statement: Statement, batch: Int) -> SQLRowStream {
    SQLRowStream { [readers] in try await SQLiteCursor.open(statement, batch: batch, in: readers) }
  }

  public func check() async throws {
    if let failure = writer.failure { throw failure }
    _ = try await read([Statement("select 1")])
  }

  public func close() async {
    await readers.close()
    await writer.close()
  }

  private func checkOutside() throws(DatabaseError) {
    guard !Self.inside.contains(ObjectIdentifier(self)) else {
      throw DatabaseError(
        .misuse, "Inside a transaction's body use the given transaction: a write beside it would wait for its end.")
    }
  }
}
