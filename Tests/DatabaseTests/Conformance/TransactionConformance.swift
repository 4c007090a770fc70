import Database
import Testing

@Suite struct TransactionConformance {
  struct GivenUp: Error {}

  @Test(arguments: DatabaseDriver.allCases)
  func keepsOrUndoesAll(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      let seen = try await database.transaction { transaction in
        try await transaction.run(Statement("insert into t values (1)"))
        await Task.yield()
        return try await transaction.run(Statement("select count(*) from t")).only.int(0)
      }
      #expect(seen == 1)
      await #expect(throws: GivenUp.self) {
        try await database.transaction { transaction in
          try await transaction.run(Statement("insert into t values (2)"))
          throw GivenUp()
        }
      }
      // An error that the body swallows still undoes everything.
      let code = await errorCode {
        try await database.transaction { transaction in
          try await transaction.run(Statement("insert into t values (3)"))
          _ = try? await transaction.run(Statement("insert into t values (1)"))
        }
      }
      #expect(code == .uniqueViolation)
      #expect(try await database.query(Statement("select id from t")).rows.map { $0[0] } == [1])
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func readThenWriteLosesNoUpdate(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      _ = try await database.run([
        Statement("create table counter (id bigint primary key, n bigint)"),
        Statement("insert into counter values (1, 0)"),
      ])
      try await withThrowingTaskGroup { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<10 {
              try await database.transaction { transaction in
                let n = try await transaction.run(Statement("select n from counter where id = 1")).only.int(0)
                await Task.yield()
                try await transaction.run(Statement("update counter set n = $1 where id = 1", [.integer(n + 1)]))
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.query(Statement("select n from counter")).only.int(0) == 80)
    }
  }

  /// The body waits for other tasks, on other threads, that use the same database: nothing may lock up.
  @Test(arguments: DatabaseDriver.allCases)
  func bodiesMayWaitForOthers(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      try await withThrowingTaskGroup { group in
        for id in 0..<20 {
          group.addTask {
            if id % 2 == 0 {
              try await database.run(Statement("insert into t values ($1)", [.integer(id)]))
              return
            }
            try await database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
              async let reader = database.query(Statement("select count(*) from t"))
              try await transaction.run(Statement("insert into t values ($1)", [.integer(id)]))
              let elsewhere = Task.detached { try await transaction.run(Statement("select count(*) from t")) }
              _ = try await reader
              _ = try await elsewhere.value
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 20)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func aBodyThatDoesNotEndLosesItsTurn(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      let code = await errorCode {
        try await database.transaction(TransactionOptions(timeLimit: .milliseconds(50))) { transaction in
          try await transaction.run(Statement("insert into t values (1)"))
          // Ends only by the cancellation that the time limit brings.
          try? await Task.sleep(for: .seconds(3600))
          try await transaction.run(Statement("insert into t values (2)"))
        }
      }
      #expect(code == .timeLimit)
      try await database.run(Statement("insert into t values (3)"))
      #expect(try await database.query(Statement("select id from t")).rows.map { $0[0] } == [3])
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func misuseIsRefused(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      let code = await errorCode {
        try await database.transaction { _ -> Void in
          try await database.run(Statement("insert into t values (1)"))
        }
      }
      #expect(code == .misuse)
      let escaped = try await database.transaction { transaction in transaction }
      #expect(await errorCode { try await escaped.run(Statement("insert into t values (2)")) } == .misuse)
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 0)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func cancellationBeforeTheCommitUndoes(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key)"))
      let (began, signal) = AsyncStream<Void>.makeStream()
      let task = Task {
        try await database.transaction { transaction in
          try await transaction.run(Statement("insert into t values (1)"))
          signal.finish()
          try await Task.sleep(for: .seconds(3600))
        }
      }
      for await _ in began {}
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await database.query(Statement("select count(*) from t")).only.int(0) == 0)
    }
  }
}
