import Database
import Testing

@Suite struct ReadConformance {
  @Test(arguments: DatabaseDriver.allCases)
  func readingCannotWrite(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      for sql in ["insert into t values (1)", "create table u (id bigint)", "delete from t", "drop table t"] {
        #expect(await errorCode { _ = try await database.query(Statement(sql)) } == .readOnly, "\(sql)")
      }
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 0)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func oneReadSeesOneSnapshot(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      _ = try await database.run([
        Statement("create table t (id bigint primary key, n bigint)"), Statement("insert into t values (1, 0), (2, 0)"),
      ])
      let writer = Task {
        while !Task.isCancelled {
          _ = try await database.run([
            Statement("update t set n = n + 1 where id = 1"), Statement("update t set n = n + 1 where id = 2"),
          ])
        }
      }
      for _ in 0..<100 {
        let results = try await database.read([
          Statement("select n from t where id = 1"), Statement("select n from t where id = 2"),
        ])
        #expect(results[0].rows == results[1].rows)
      }
      writer.cancel()
      _ = try? await writer.value
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func aCursorKeepsItsSnapshot(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      _ = try await database.run(Statement.inserts(into: "t", ["id"], rows: (0..<1000).map { [.integer($0)] }))
      var seen: [SQLValue] = []
      for try await rows in database.rows(of: Statement("select id from t where id >= $1 order by id", [10]), batch: 64)
      {
        #expect(rows.count <= 64 && !rows.isEmpty)
        seen.append(contentsOf: rows.map { $0[0] })
        try await database.run(Statement("delete from t where id > $1", [.integer(seen.count)]))
      }
      #expect(seen == (10..<1000).map { .integer($0) })
      // One that is left early gives its connection back, however often.
      _ = try await database.run(Statement.inserts(into: "t", ["id"], rows: (5000..<5100).map { [.integer($0)] }))
      for _ in 0..<200 {
        for try await rows in database.rows(of: Statement("select id from t"), batch: 10) where rows.count == 10 {
          break
        }
      }
      let empty = database.rows(of: Statement("select id from t where id < 0"))
      for try await _ in empty { Issue.record("no rows were expected") }
      #expect(
        await errorCode { for try await _ in database.rows(of: Statement("select nothing from t")) {} }
          == .invalidStatement)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func closedMeansClosed(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.check()
      await database.close()
      await database.close()
      #expect(await errorCode { _ = try await database.query(Statement("select 1")) } == .closed)
      #expect(await errorCode { try await database.run(Statement("select 1")) } == .closed)
      #expect(await errorCode { try await database.transaction { _ in } } == .closed)
      #expect(await errorCode { for try await _ in database.rows(of: Statement("select 1")) {} } == .closed)
      #expect(await errorCode { try await database.check() } == .closed)
    }
  }
}
