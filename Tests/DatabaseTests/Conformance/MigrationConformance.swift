import Database
import Testing

@Suite struct MigrationConformance {
  static let steps = [
    Migration(1, "items", ["create table item (id bigint primary key)", "insert into item values (1)"]),
    Migration(
      2, "names", sqlite: ["alter table item add column name text"], postgres: ["alter table item add name text"]),
    Migration(3, "more", ["insert into item values (2, 'two')"]),
  ]

  @Test(arguments: DatabaseDriver.allCases)
  func appliesWhatIsMissing(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let first = Migrator("items", Array(Self.steps.prefix(1)))
      let pending = try await first.pending(in: database)
      #expect(pending.map(\.number) == [1])
      #expect(try await first.migrate(database).map(\.number) == [1])
      #expect(try await first.migrate(database).isEmpty)
      let all = Migrator("items", Self.steps)
      #expect(try await all.pending(in: database).map(\.number) == [2, 3])
      #expect(try await all.migrate(database).map(\.number) == [2, 3])
      #expect(try await database.query(Statement("select count(name) from item")).only.int(0) == 1)
      // Another component counts for itself.
      let others = Migrator("others", [Migration(1, "others", ["create table other (id bigint)"])])
      #expect(try await others.migrate(database).count == 1)
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: [Migration]
    var says: String
  }

  static let refusals = [
    Refusal(
      testDescription: "newer", steps: Array(steps.prefix(2)),
      says: "The database is newer than this program: it has Migration 3 (more) of 'items', the program knows up to 2."),
    Refusal(
      testDescription: "changed",
      steps: [steps[0], Migration(2, "names", ["alter table item add column other text"]), steps[2]],
      says: "Migration 2 (names) of 'items' was applied with another text"),
    Refusal(testDescription: "numbers", steps: [steps[0], steps[2]], says: "are not numbered 1, 2, 3"),
  ]

  @Test(arguments: DatabaseDriver.allCases, refusals)
  func refusesWhatDoesNotFit(_ driver: DatabaseDriver, _ refusal: Refusal) async throws {
    try await driver.withDatabase { database in
      try await Migrator("items", Self.steps).migrate(database)
      await #expect {
        try await Migrator("items", refusal.steps).migrate(database)
      } throws: { error in
        let error = error as? DatabaseError
        return error?.code == .migrationRefused && error?.message.contains(refusal.says) == true
      }
      #expect(try await database.query(Statement("select count(*) from item")).only.int(0) == 2)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func aFailedStepLeavesNothingAndCanBeTriedAgain(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let broken = Migration(2, "broken", ["create table half (id bigint)", "insert into nowhere values (1)"])
      await #expect {
        try await Migrator("items", [Self.steps[0], broken]).migrate(database)
      } throws: {
        "\($0)".contains("Migration 2 (broken) of 'items' failed: ")
      }
      let code = await errorCode { _ = try await database.query(Statement("select * from half")) }
      #expect(code == .invalidStatement)
      let applied = try await Migrator("items", Self.steps).migrate(database)
      #expect(applied.map(\.number) == [2, 3])
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func manyMigratorsApplyEachStepOnce(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
        for _ in 0..<8 {
          group.addTask { try await Migrator("items", Self.steps).migrate(database).map(\.number) }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied.sorted() == [1, 2, 3])
    }
  }
}
