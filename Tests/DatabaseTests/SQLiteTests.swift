import Database
import DatabaseSQLite
import Glibc
import Judging
import Testing

/// What only the embedded driver promises.
@Suite struct SQLiteTests {
  private func open(
    _ folder: TemporaryFolder, _ configuration: SQLiteConfiguration = SQLiteConfiguration(),
    _ body: (SQLiteDatabase) async throws -> Void
  ) async throws {
    let database = try await SQLiteDatabase.open(folder.file("test.db"), configuration: configuration)
    do { try await body(database) } catch {
      await database.close()
      throw error
    }
    await database.close()
  }

  /// Never ends by itself.
  static let endless = Statement(
    "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n")

  @Test func aSecondOpeningIsRefused() async throws {
    let folder = try TemporaryFolder()
    try await open(folder) { _ in
      await #expect {
        _ = try await SQLiteDatabase.open(folder.file("test.db"))
      } throws: { error in
        let error = error as? DatabaseError
        return error?.code == .locked
          && error?.message.contains("in use by another process (process \(getpid()))") == true
      }
    }
    try await open(folder) { try await $0.check() }
  }

  @Test func whatCannotBeOpenedSaysWhy() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "This is a text, and much longer than the head of a database file. " + String(repeating: "x", count: 4096),
      to: "text")
    let cases: [(String, DatabaseError.Code)] = [
      (folder.file("missing/test.db"), .cannotOpen), (folder.file("text"), .corrupted), ("", .cannotOpen),
      (":memory:", .cannotOpen), (folder.path, .cannotOpen),
    ]
    for (path, code) in cases {
      #expect(await errorCode { _ = try await SQLiteDatabase.open(path) } == code, "\(path)")
    }
  }

  /// The log is copied while writes go on, and cut after a long snapshot has held it back.
  @Test func theLogStaysSmall() async throws {
    let folder = try TemporaryFolder()
    let small = SQLiteConfiguration(checkpointBytes: 256 << 10, truncateBytes: 1 << 20)
    try await open(folder, small) { database in
      try await database.run(Statement("create table t (id integer primary key, data blob)"))
      let data = SQLValue.blob([UInt8](repeating: 7, count: 8000))
      func write(_ count: Int) async throws {
        for _ in 0..<count { try await database.run(Statement("insert into t (data) values ($1)", [data])) }
      }
      try await write(200)
      #expect(size(of: folder.file("test.db-wal")) < 1 << 20)
      for try await _ in database.rows(of: Statement("select id from t"), batch: 1) {
        try await write(300)
        #expect(size(of: folder.file("test.db-wal")) > 2 << 20)
        break
      }
      try await write(100)
      #expect(size(of: folder.file("test.db-wal")) < 1 << 20)
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 600)
    }
    #expect(size(of: folder.file("test.db-wal")) == 0)
  }

  private func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  @Test func aBackupIsReadByOthers() async throws {
    let folder = try TemporaryFolder()
    try await open(folder) { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      _ = try await database.run(Statement.inserts(into: "t", ["id"], rows: (0..<5000).map { [.integer($0)] }))
      try await database.backUp(to: folder.file("backup.db"))
      try await database.checkIntegrity()
      let verdict = try Judge.python(
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute('pragma integrity_check').fetchall(), "
          + "c.execute('select count(*), sum(id) from t').fetchall())", folder.file("backup.db"))
      #expect(verdict.output == "[('ok',)] [(5000, 12497500)]\n")
      #expect(await errorCode { try await database.backUp(to: folder.file("backup.db")) } == .cannotOpen)
      #expect(await errorCode { try await database.backUp(to: folder.file("missing/backup.db")) } == .cannotOpen)
    }
  }

  @Test func damageIsNamed() async throws {
    let folder = try TemporaryFolder()
    try await open(folder) { database in
      try await database.run(Statement("create table t (id bigint primary key, data text)"))
      _ = try await database.run(
        Statement.inserts(into: "t", ["id", "data"], rows: (0..<2000).map { [.integer($0), "some data of a row"] }))
    }
    var bytes = try folder.read("test.db")
    for index in 8192..<40_000 { bytes[index] = 0xA5 }
    try folder.write(bytes, to: "test.db")
    try await open(folder) { database in
      #expect(await errorCode { try await database.checkIntegrity() } == .corrupted)
      #expect(await errorCode { _ = try await database.query(Statement("select count(data) from t")) } == .corrupted)
      // A write that meets the damage ends writing.
      #expect(await errorCode { try await database.run(Statement("update t set data = 'x'")) } == .corrupted)
      #expect(await errorCode { try await database.check() } == .corrupted)
      #expect(await errorCode { try await database.run(Statement("create table u (id bigint)")) } == .corrupted)
    }
  }

  @Test func readsEndAtTheirLimitAndByCancellation() async throws {
    let folder = try TemporaryFolder()
    let limited = SQLiteConfiguration(
      readers: 1, readTimeLimit: .milliseconds(50), writeTimeLimit: .milliseconds(50))
    try await open(folder, limited) { database in
      #expect(await errorCode { _ = try await database.query(Self.endless) } == .timeLimit)
      #expect(await errorCode { for try await _ in database.rows(of: Self.endless) {} } == .timeLimit)
      #expect(await errorCode { try await database.run(Self.endless) } == .timeLimit)
      try await database.run(Statement("create table t (id bigint)"))
    }
    try await open(folder) { database in
      let task = Task { try await database.query(Self.endless) }
      task.cancel()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      let stream = Task { for try await _ in database.rows(of: Self.endless) {} }
      stream.cancel()
      await #expect(throws: CancellationError.self) { try await stream.value }
      try await database.check()
    }
  }

  @Test func moreTextsThanAConnectionKeeps() async throws {
    let folder = try TemporaryFolder()
    try await open(folder, SQLiteConfiguration(readers: 1, statements: 8)) { database in
      for number in (0..<100).map({ $0 % 20 }) {
        let row = try await database.query(Statement("select \(number), $1", [.integer(number)])).only
        #expect(row.values == [.integer(number), .integer(number)])
      }
    }
  }

  /// A group that cannot be begun, because another program holds the lock, refuses all and works again afterwards.
  @Test func aForeignLockIsBusy() async throws {
    let folder = try TemporaryFolder()
    try await open(folder, SQLiteConfiguration(busyTimeout: .milliseconds(20))) { database in
      try await database.run(Statement("create table t (id bigint)"))
      let foreign = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1], isolation_level=None)
        c.execute('begin immediate')
        print('locked', flush=True)
        sys.stdin.read()
        """
      let holder = try #require(
        popen("python3 -c \"\(foreign)\" '\(folder.file("test.db"))' >'\(folder.file("said"))'", "w"))
      while size(of: folder.file("said")) == 0 { await Task.yield() }
      #expect(await errorCode { try await database.run(Statement("insert into t values (1)")) } == .busy)
      #expect(
        await errorCode {
          try await database.transaction { _ = try await $0.run(Statement("insert into t values (2)")) }
        } == .busy)
      pclose(holder)
      try await database.run(Statement("insert into t values (3)"))
      #expect(try await database.query(Statement("select id from t")).rows.map { $0[0] } == [3])
    }
  }
}
