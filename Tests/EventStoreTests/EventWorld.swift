import Database
import DatabasePostgres
import DatabaseSQLite
import EventStore
import Glibc
import Judging

/// The drivers that each scenario runs on. A scenario makes a database of its own and removes it.
enum EventWorld: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite
  case postgres

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  var description: String { rawValue }

  func withStore(
    inline: [any Projection] = [], upcasters: Upcasters = Upcasters(), connections: Int = 4,
    _ body: @Sendable (EventStore) async throws -> Void
  ) async throws {
    try await withDatabase(connections: connections) { database in
      try await database.makeEventTables()
      try await body(try await EventStore.open(on: database, inline: inline, upcasters: upcasters))
    }
  }

  func withDatabase(connections: Int = 4, _ body: @Sendable (any SQLDatabase) async throws -> Void) async throws {
    switch self {
    case .sqlite:
      try await withTemporaryFolder { folder in
        let database = try await SQLiteDatabase.open(folder + "/events.db")
        try await closing(database, body)
      }
    case .postgres:
      guard let server = getenv("EXPORT_IA_TEST_POSTGRES_URL").map({ String(cString: $0) }) else {
        throw Missing(
          description:
            "EXPORT_IA_TEST_POSTGRES_URL is not set. Run the tests with: scripts/with-test-servers swift test")
      }
      let schema = "events_\(UInt64.random(in: 0...UInt64.max))"
      let admin = try await PostgresDatabase.open(server, configuration: PostgresConfiguration(connections: 1))
      try await closing(admin) { admin in
        try await admin.run(Statement("create schema \(schema)"))
        do {
          let url = "\(server)?options=-csearch_path%3D\(schema)"
          let configuration = PostgresConfiguration(connections: connections)
          try await closing(try await PostgresDatabase.open(url, configuration: configuration), body)
        } catch {
          _ = try? await admin.run(Statement("drop schema \(schema) cascade"))
          throw error
        }
        try await admin.run(Statement("drop schema \(schema) cascade"))
      }
    }
  }

  private func closing(_ database: any SQLDatabase, _ body: @Sendable (any SQLDatabase) async throws -> Void)
    async throws
  {
    do { try await body(database) } catch {
      await database.close()
      throw error
    }
    await database.close()
  }
}

extension SQLDatabase {
  func makeEventTables() async throws {
    _ = try await Migrator("events", EventStoreSchema.migrations).migrate(self)
  }

  func number(_ sql: String, _ values: [SQLValue] = []) async throws -> Int {
    try await query(Statement(sql, values)).only.int(0)
  }
}

/// Whether the runs that take minutes are wanted.
var longTests: Bool { getenv("EXPORT_IA_LONG_TESTS") != nil }

let noon: Int64 = 1_800_000_000_000_000

func stream(_ name: String, tenant: String = "acme") -> StreamID { StreamID(tenant: tenant, name: name) }

func event(_ id: String, _ type: String = "paid", amount: Int = 1) -> NewEvent {
  NewEvent(id: id, type: type, data: #"{"amount":\#(amount)}"#)
}

let context = EventContext(time: noon, causation: "c", correlation: "r", actor: "ada")

extension ProjectionRunner {
  /// Steps until something keeps it from going on.
  @discardableResult
  func settle() async throws -> Step {
    while true {
      switch try await step(now: noon) {
      case .advanced, .overtaken: continue
      case .caughtUp: await store.signal.wait(after: store.signal.count, atMost: .milliseconds(2))
      case let step: return step
      }
    }
  }

  /// Catches up with everything that is stored; on a shared server an older transaction may hold events back a while.
  func drain() async throws {
    while true {
      try await catchUp(now: noon)
      if try await lag(now: noon).events == 0 { return }
      await store.signal.wait(after: store.signal.count, atMost: .milliseconds(5))
    }
  }
}
