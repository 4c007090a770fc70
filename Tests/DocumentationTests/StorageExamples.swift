import Database
import DatabaseSQLite
import EventStore
import Glibc
import Judging
import Testing

/// The examples of docs/database.md and docs/events.md, word for word.
@Suite struct StorageExamples {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func aDatabase() async throws {
    let path = folder.file("export-ia.db")
    let database = try await SQLiteDatabase.open(path)
    let migrator = Migrator(
      "jobs",
      [
        Migration(
          1, "tables",
          sqlite: [
            "create table job (id integer primary key, kind text)", "create table counter (id integer, n integer)",
          ],
          postgres: [
            "create table job (id bigint primary key, kind text)", "create table counter (id bigint, n bigint)",
          ])
      ])
    try await migrator.migrate(database)
    try await database.run(Statement("insert into counter (id, n) values (1, 20)"))

    _ = try await database.run([
      Statement("insert into job (id, kind) values ($1, $2)", [7, "pdf"]),
      Statement("update counter set n = n + 1 where id = $1", [1], expecting: .exactly(1)),
    ])
    let row = try await database.query(Statement("select n from counter where id = $1", [1])).only
    let n = try row.int("n")
    #expect(n == 21)

    try await database.transaction { transaction in
      let n = try await transaction.run(Statement("select n from counter where id = 1")).only.int(0)
      _ = try await transaction.run(Statement("update counter set n = $1 where id = 1", [.integer(n * 2)]))
    }
    for try await rows in database.rows(of: Statement("select id, kind from job"), batch: 500) {
      #expect(rows.count == 1)
    }
    #expect(try await database.query(Statement("select n from counter")).only.int(0) == 42)
    await database.close()
  }

  @Test func anEventStore() async throws {
    let database = try await SQLiteDatabase.open(folder.file("events.db"))
    try await database.run(Statement("create table job (id integer primary key, kind text)"))
    let insertJob = Statement("insert into job (id, kind) values ($1, $2)", [17, "pdf"])
    let now: Int64 = 1_800_000_000_000_000
    _ = try await Migrator("events", EventStoreSchema.migrations).migrate(database)
    let store = try await EventStore.open(on: database)

    let order = StreamID(tenant: "acme", name: "export-17")
    let context = EventContext(time: now, causation: "command-4", actor: "ada")
    let submitted = NewEvent(id: "command-4/0", type: "export.submitted", data: #"{"format":"pdf"}"#)
    let appended = try await store.append(
      to: order, expecting: .none, [submitted], context: context, also: [insertJob])
    let events = try await store.read(order)
    #expect(events.map(\.version) == [1])
    for try await batch in store.follow(after: .start) {
      #expect(batch.last?.position == appended.position)
      break
    }
    await database.close()
  }
}
