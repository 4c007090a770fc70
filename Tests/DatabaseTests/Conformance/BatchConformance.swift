import Database
import Testing

/// What `run` promises: all or nothing, counts, expectations, errors with their place.
@Suite struct BatchConformance {
  static let schema = [
    Statement("create table parent (id bigint primary key)"),
    Statement(
      """
      create table item (id bigint primary key, name text not null unique, amount bigint check (amount >= 0),
        parent bigint references parent(id), late bigint references parent(id) deferrable initially deferred)
      """),
    Statement("insert into parent (id) values (1)"),
  ]

  static func insert(_ id: Int, _ name: SQLValue = "n", amount: SQLValue = 1, parent: SQLValue = 1, late: SQLValue = 1)
    -> Statement
  {
    Statement(
      "insert into item (id, name, amount, parent, late) values ($1, $2, $3, $4, $5)",
      [.integer(id), name, amount, parent, late])
  }

  struct Failure: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var statement: Statement
    var code: DatabaseError.Code
    /// A deferred constraint is found at the end, where there is no statement to name.
    var isLate = false
  }

  static let failures: [Failure] = [
    Failure(testDescription: "primary key", statement: insert(1, "other"), code: .uniqueViolation),
    Failure(testDescription: "unique", statement: insert(2, "first"), code: .uniqueViolation),
    Failure(testDescription: "check", statement: insert(2, amount: -1), code: .checkViolation),
    Failure(testDescription: "not null", statement: insert(2, nil), code: .notNullViolation),
    Failure(testDescription: "foreign key", statement: insert(2, parent: 9), code: .foreignKeyViolation),
    Failure(testDescription: "deferred key", statement: insert(2, late: 9), code: .foreignKeyViolation, isLate: true),
    Failure(testDescription: "syntax", statement: Statement("insert into"), code: .invalidStatement),
    Failure(testDescription: "no table", statement: Statement("select * from nowhere"), code: .invalidStatement),
    Failure(testDescription: "empty", statement: Statement(""), code: .invalidStatement),
    Failure(testDescription: "two statements", statement: Statement("select 1; select 2"), code: .invalidStatement),
    Failure(
      testDescription: "values", statement: Statement("delete from item where id = $1", [1, 2]), code: .invalidStatement
    ),
    Failure(testDescription: "commit", statement: Statement("commit"), code: .invalidStatement),
    Failure(testDescription: "begin", statement: Statement(" BEGIN"), code: .invalidStatement),
    Failure(
      testDescription: "exactly",
      statement: Statement("update item set amount = 5 where id = 7", expecting: .exactly(1)), code: .expectationFailed),
    Failure(
      testDescription: "at least", statement: Statement("delete from item where id < 5", expecting: .atLeast(2)),
      code: .expectationFailed),
    Failure(
      testDescription: "rows", statement: Statement("select id from item", expecting: .exactly(0)),
      code: .expectationFailed),
  ]

  @Test(arguments: DatabaseDriver.allCases, failures)
  func aFailureKeepsNothing(_ driver: DatabaseDriver, _ failure: Failure) async throws {
    try await driver.withDatabase { database in
      _ = try await database.run(Self.schema + [Self.insert(1, "first")])
      for before in [0, 2] {
        let others = (0..<before).map { Self.insert(100 + $0, .text("before \($0)")) }
        do {
          _ = try await database.run(others + [failure.statement, Self.insert(200, "after")])
          Issue.record("not refused")
        } catch let error as DatabaseError {
          #expect(error.code == failure.code, "\(error)")
          if !failure.isLate { #expect(error.statement == before, "\(error)") }
        }
        // Alone it fails in the same way.
        #expect(await errorCode { try await database.run(failure.statement) } == failure.code)
      }
      let left = try await database.query(Statement("select id, amount from item"))
      #expect(left.rows.map(\.values) == [[1, 1]])
      // And the connection is of use afterwards.
      _ = try await database.run([Self.insert(3, "x"), Self.insert(4, "y")])
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func countsAndRows(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let results = try await database.run(
        Self.schema + [
          Self.insert(1, "a"), Self.insert(2, "b"),
          Statement("update item set amount = amount + 1", expecting: .exactly(2)),
          Statement("update item set amount = 1 where id = 99"),
          Statement("insert into item (id, name) values ($1, $2) returning id, name", [3, "c"]),
          Statement("select id from item order by id", expecting: .atLeast(3)),
          Statement("delete from item where id >= 2 returning id", expecting: .exactly(2)),
          Statement("create table later (id bigint)"),
        ])
      #expect(results.map(\.affected) == [0, 0, 1, 1, 1, 2, 0, 1, 3, 2, 0])
      #expect(results[7].rows.map(\.values) == [[3, "c"]])
      #expect(results[8].rows.map { $0[0] } == [1, 2, 3])
      #expect(Set(results[9].rows.map { $0[0] }) == [2, 3])
      #expect(try await database.run([]).isEmpty)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func manyRowsInFewStatements(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table t (id bigint primary key, name text)"))
      for count in [0, 1, 2, 3, 255, 256, 257, 1000] {
        _ = try await database.run(Statement("delete from t"))
        let rows = (0..<count).map { [SQLValue.integer($0), .text("row \($0)")] }
        let statements = Statement.inserts(into: "t", ["id", "name"], rows: rows, suffix: "on conflict do nothing")
        #expect(statements.count <= 12)
        let results = try await database.run(statements)
        #expect(results.reduce(0) { $0 + $1.affected } == count)
        #expect(try await database.query(Statement("select count(distinct name) from t")).only.int(0) == count)
      }
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func oneThatFailsDoesNotTouchTheOthers(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      _ = try await database.run(Self.schema)
      let outcomes = await withTaskGroup(of: (Int, DatabaseError.Code?).self) { group in
        for id in 0..<200 {
          group.addTask {
            let code = await errorCode {
              _ = try await database.run([
                Self.insert(id, .text("\(id)")),
                Self.insert(id + 1000, .text("twin \(id)"), amount: .integer(id % 5 - 1)),
                Self.insert(id + 2000, .text("late \(id)"), late: id % 7 == 0 ? 9 : 1),
              ])
            }
            return (id, code)
          }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = .some($1.1) }
      }
      for id in 0..<200 {
        let expected: DatabaseError.Code? =
          id % 5 == 0 ? .checkViolation : id % 7 == 0 ? .foreignKeyViolation : nil
        #expect(outcomes[id] == .some(expected), "\(id)")
      }
      let kept = outcomes.values.count { $0 == nil }
      #expect(try await database.query(Statement("select count(*) from item")).only.int(0) == kept * 3)
    }
  }

  /// The first statement of a batch has run when its expectation turns out unmet: what it did must be undone too.
  @Test(arguments: DatabaseDriver.allCases)
  func anUnmetExpectationLeavesNothingAmongOthers(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table count (id bigint primary key, value bigint not null)"))
      _ = try await database.run((0..<60).map { Statement("insert into count values ($1, 0)", [.integer($0)]) })
      let failed = await withTaskGroup(of: Int?.self) { group in
        for id in 0..<60 {
          group.addTask {
            let update =
              switch id % 3 {
              case 0: Statement("update count set value = 1 where id = $1", [.integer(id)], expecting: .exactly(1))
              case 1:
                Statement(
                  "update count set value = 7 where id in ($1, $2)", [.integer(id), .integer(id + 1)],
                  expecting: .exactly(1))
              default:
                Statement("update count set value = 9 where id = $1", [.integer(id + 1000)], expecting: .exactly(1))
              }
            let code = await errorCode {
              _ = try await database.run([update, Statement("select value from count where id = $1", [.integer(id)])])
            }
            return code == .expectationFailed ? id : nil
          }
        }
        return await group.reduce(into: Set<Int>()) { if let id = $1 { $0.insert(id) } }
      }
      #expect(failed == Set((0..<60).filter { $0 % 3 != 0 }))
      #expect(try await database.query(Statement("select sum(value) from count")).only.int(0) == 20)
      #expect(try await database.query(Statement("select max(value) from count")).only.int(0) == 1)
    }
  }
}
