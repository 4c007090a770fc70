import Database
import DatabasePostgres
import Testing

/// What only the server's driver promises.
@Suite struct PostgresTests {
  private func open(
    _ configuration: PostgresConfiguration = PostgresConfiguration(connections: 3),
    _ body: (PostgresDatabase) async throws -> Void
  ) async throws {
    try await withPostgresSchema { url in
      let database = try await PostgresDatabase.open(url, configuration: configuration)
      do { try await body(database) } catch {
        await database.close()
        throw error
      }
      await database.close()
    }
  }

  static let types: [(String, SQLValue)] = [
    ("true", 1), ("false", 0), ("7::smallint", 7), ("-7::int", -7), ("1.5::real", 1.5), ("'x'::varchar", "x"),
    ("'ab '::char(4)", "ab  "), ("'{\"a\": 1}'::json", "{\"a\": 1}"), ("'{\"a\":1}'::jsonb", "{\"a\": 1}"),
    ("'0123ABCD-4567-89ab-cdef-0123456789ab'::uuid", "0123abcd-4567-89ab-cdef-0123456789ab"),
    ("'2024-02-29 12:34:56.789012+00'::timestamptz", 1_709_210_096_789_012),
    ("'1969-12-31 23:59:59'::timestamp", -1_000_000), ("sum(n)", 3), ("avg(n)", 1.5), ("0::numeric", 0),
    ("123456789012345678::numeric", 123_456_789_012_345_678), ("-9223372036854775808::numeric", .integer(Int64.min)),
    ("9223372036854775807::numeric", .integer(Int64.max)), ("9223372036854775808::numeric", 9223372036854775808.0),
    ("10000::numeric", 10000), ("-100000000::numeric", -100_000_000), ("0.00025::numeric", 0.00025),
    ("-12345.678::numeric", -12345.678), ("1e30::numeric", 1e30), ("'public'::name", "public"), ("'5'::xid8", 5),
    ("4294967295::oid", 4_294_967_295), ("null::text", nil), ("pg_advisory_xact_lock_shared(1)", nil),
    ("'\\x00ff'::bytea", .blob([0, 255])), ("'infinity'::timestamptz", .integer(Int64.max)),
  ]

  @Test func typesOfTheServer() async throws {
    try await open { database in
      for (sql, value) in Self.types {
        let row = try await database.query(Statement("select \(sql) from (values (1), (2)) as v(n) limit 1"))
        #expect(row.rows.first?[0] == value, "\(sql)")
      }
    }
  }

  @Test func aCancelledStatementEndsOnTheServer() async throws {
    try await open { database in
      let mark = "cancelled \(UInt64.random(in: 0...UInt64.max))"
      func running() async throws -> Int {
        try await database.query(
          Statement(
            "select count(*) from pg_stat_activity where state = 'active' and query like $1", [.text("%-- \(mark)")])
        ).only.int(0)
      }
      for kind in ["run", "read", "transaction"] {
        let sleep = Statement("select pg_sleep(3600) -- \(mark)")
        let task = Task {
          switch kind {
          case "run": _ = try await database.run(sleep)
          case "read": _ = try await database.query(sleep)
          default:
            _ = try await database.transaction(TransactionOptions(timeLimit: .seconds(600))) { try await $0.run(sleep) }
          }
        }
        while try await running() == 0 {}
        task.cancel()
        await #expect(throws: CancellationError.self, "\(kind)") { try await task.value }
        while try await running() > 0 {}
      }
    }
  }

  @Test func aStatementHasItsTime() async throws {
    try await open(PostgresConfiguration(connections: 3, statementTimeout: .milliseconds(50))) { database in
      #expect(await errorCode { _ = try await database.query(Statement("select pg_sleep(3600)")) } == .timeLimit)
      try await database.check()
    }
  }

  @Test func aLostConnectionIsReplaced() async throws {
    try await open { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      for round in 0..<10 {
        let killed = await errorCode {
          try await database.run(Statement("select pg_terminate_backend(pg_backend_pid())"))
        }
        #expect(killed == .unavailable || killed == .outcomeUnknown)
        try await database.run(Statement("insert into t values ($1)", [.integer(round)]))
        let inside = await errorCode {
          try await database.transaction { transaction in
            try await transaction.run(Statement("insert into t values ($1)", [.integer(round + 100)]))
            _ = try await transaction.run(Statement("select pg_terminate_backend(pg_backend_pid())"))
          }
        }
        #expect(inside == .unavailable)
      }
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 10)
    }
  }

  /// The server goes while the body does something else: neither its next statement nor the commit may be believed.
  @Test(arguments: [true, false])
  func aTransactionLosesItsConnection(_ runsMore: Bool) async throws {
    try await open { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      let code = await errorCode {
        try await database.transaction { transaction in
          try await transaction.run(Statement("insert into t values (1)"))
          let pid = try await transaction.run(Statement("select pg_backend_pid()::bigint")).only[0]
          _ = try await database.query(Statement("select pg_terminate_backend($1)", [pid]))
          let alive = Statement("select count(*) from pg_stat_activity where pid = $1", [pid])
          while try await database.query(alive).only.int(0) > 0 {}
          if runsMore { try await transaction.run(Statement("insert into t values (2)")) }
        }
      }
      #expect(code == .unavailable || (code == .outcomeUnknown && !runsMore))
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 0)
    }
  }

  @Test func plansFollowTheSchema() async throws {
    try await open(PostgresConfiguration(connections: 3, statements: 8)) { database in
      try await database.run(Statement("create table t (id bigint)"))
      for round in 0..<5 {
        let row = try await database.query(Statement("select count(*) as n from t")).only
        #expect(try row.int("n") == 0)
        #expect(try await database.query(Statement("select * from t")).rows.isEmpty)
        #expect(try await database.run(Statement("select * from t")).rows.isEmpty)
        try await database.run(Statement("alter table t add c\(round) bigint"))
        for number in 0..<12 {
          #expect(try await database.query(Statement("select \(number)")).only.int(0) == number)
        }
      }
    }
  }

  @Test func aLargeBatchDoesNotBlock() async throws {
    try await open { database in
      try await database.run(Statement("create table t (id bigint, data bytea)"))
      let data = SQLValue.blob([UInt8](repeating: 1, count: 20_000))
      let results = try await database.run(
        (0..<1000).map { Statement("insert into t values ($1, $2) returning data", [.integer($0), data]) })
      #expect(results.count == 1000 && results.allSatisfy { $0.rows.first?[0] == data })
    }
  }

  @Test func hintsArrive() async throws {
    try await open { database in
      var hints = database.hints(on: "Odd \"name\"").makeAsyncIterator()
      // The first one says that it listens.
      #expect(await hints.next() == "")
      try await database.notify("Odd \"name\"", "look")
      #expect(await hints.next() == "look")
      try await database.notify("Odd \"name\"")
      #expect(await hints.next() == "")
    }
  }

  @Test func refusedConnectionsSayWhy() async throws {
    let good = try testServer()
    let quick = PostgresConfiguration(acquireTimeout: .seconds(2))
    let cases: [(String, DatabaseError.Code, String)] = [
      (good.replacing("export_ia@", with: "nobody:secret@"), .permissionDenied, "role \"nobody\" does not exist"),
      (good + "_missing", .permissionDenied, "does not exist"),
      ("postgres://x:secret@127.0.0.1:1/x", .unavailable, "Connection refused"),
      ("postgres://x:secret@127.0.0.1:1/x?sslmode=odd", .unavailable, "sslmode"),
      ("postgres://x:secret@[::1/x", .cannotOpen, "cannot be read"),
      ("mysql://x:secret@127.0.0.1/x", .cannotOpen, "begins with postgres://"),
    ]
    for (url, code, words) in cases {
      await #expect("\(code)") {
        _ = try await PostgresDatabase.open(url, configuration: quick)
      } throws: { error in
        guard let error = error as? DatabaseError else { return false }
        return error.code == code && error.message.contains(words) && !"\(error)".contains("secret")
      }
    }
  }
}
