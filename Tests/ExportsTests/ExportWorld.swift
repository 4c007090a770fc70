import ByteIO
import Database
import DatabasePostgres
import DatabaseSQLite
import EventStore
import ExportFiles
import Files
import Glibc
import Judging
import TestSupport
import Threads

@testable import Exports

/// A database of its own with everything that jobs need, on either driver.
enum ExportWorld: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite
  case postgres

  var description: String { rawValue }

  func with(
    now: @escaping @Sendable () -> Int64 = ExportClock.system.now, _ body: @Sendable (World) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      try await withDatabase(folder) { database in
        for (name, migrations) in [
          ("events", EventStoreSchema.migrations), ("exports", ExportsSchema.migrations),
          ("files", FilePublication.migrations),
        ] {
          try await Migrator(name, migrations).migrate(database)
        }
        try await body(try await World(database, folder, now: now))
      }
    }
  }

  private func withDatabase(_ folder: String, _ body: @Sendable (any SQLDatabase) async throws -> Void) async throws {
    switch self {
    case .sqlite:
      let database = try await SQLiteDatabase.open(folder + "/exports.db")
      try await closing(database, body)
    case .postgres:
      guard let server = getenv("EXPORT_IA_TEST_POSTGRES_URL").map({ String(cString: $0) }) else {
        throw TestFailure(
          "EXPORT_IA_TEST_POSTGRES_URL is not set. Run the tests with: scripts/with-test-servers swift test")
      }
      let schema = "exports_\(UInt64.random(in: 0...UInt64.max))"
      let admin = try await PostgresDatabase.open(server, configuration: PostgresConfiguration(connections: 1))
      try await closing(admin) { admin in
        try await admin.run(Statement("create schema \(schema)"))
        let url = "\(server)?options=-csearch_path%3D\(schema)"
        do {
          try await closing(
            try await PostgresDatabase.open(
              url, configuration: PostgresConfiguration(connections: 6, acquireTimeout: .seconds(60))), body)
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

/// The parts of one test.
struct World: Sendable {
  let database: any SQLDatabase
  let events: EventStore
  let engine = ScriptedEngine()
  let vault: LocalVault
  let clock: ExportClock
  let identifiers: TimeOrderedIdentifiers

  init(_ database: any SQLDatabase, _ folder: String, now: @escaping @Sendable () -> Int64) async throws {
    self.database = database
    events = try await EventStore.open(on: database, inline: Self.projections(database.dialect))
    clock = ExportClock(now: now, monotonic: ExportClock.system.monotonic)
    identifiers = TimeOrderedIdentifiers(now: now)
    vault = LocalVault(try LocalBlobStore(folder: folder + "/files", isOnlyUser: false), database)
  }

  static func projections(_ dialect: SQLDialect) -> [any Projection] { [JobProjection(dialect), BatchProjection()] }

  /// Jobs that nobody runs.
  func store() -> JobStore { JobStore(events, clock: clock, identifiers: identifiers) }

  struct Running: Sendable {
    let jobs: JobStore
    let dispatcher: Dispatcher

    func stop() async { await dispatcher.stop(within: .seconds(2)) }
  }

  /// Jobs with a dispatcher, as in one process.
  func start(_ change: (inout DispatchOptions) -> Void = { _ in }) async throws -> Running {
    let inbox = DispatchInbox(clock: clock, isOnlyProcess: database.dialect == .sqlite)
    let jobs = JobStore(events, clock: clock, identifiers: identifiers, listener: inbox)
    var options = DispatchOptions(slots: 2, worker: "test-\(UInt32.random(in: 0...UInt32.max))")
    options.retry = RetryPolicy(firstSeconds: 0.01, mostSeconds: 0.02)
    change(&options)
    let dispatcher = Dispatcher(
      jobs, inbox, engines: EngineCatalogue([engine]), vault: vault, options: options, log: { print("log: \($0)") })
    try await dispatcher.start()
    return Running(jobs: jobs, dispatcher: dispatcher)
  }

  func running(
    _ change: (inout DispatchOptions) -> Void = { _ in }, _ body: (JobStore) async throws -> Void
  ) async throws {
    let running = try await start(change)
    do { try await body(running.jobs) } catch {
      engine.openAll()
      await running.stop()
      throw error
    }
    engine.openAll()
    await running.stop()
  }
}

/// A specification for the scripted engine.
func specification(
  _ format: String = "echo", _ content: String = "hello", priority: JobPriority = .normal, attempts: Int = 3,
  timeout: Int = 60, retention: Int = 3_600
) -> JobSpecification {
  JobSpecification(
    documentType: "report", formats: [format], quality: "standard", title: "A title", contentType: "text/plain",
    content: .text(content), priority: priority, timeoutSeconds: timeout, maxAttempts: attempts,
    retentionSeconds: retention, engineVersion: "1")
}

extension JobStore {
  @discardableResult
  func submit(_ specification: JobSpecification, tenant: String = "acme", runAt: Int64? = nil) async throws -> Job {
    let submitted = try await submit(
      [JobSubmission(specification, runAt: runAt)], tenant: tenant, owner: "ada")
    guard let job = submitted.jobs.first else { throw TestFailure("nothing was submitted") }
    return job
  }

  /// Waits for the job to come to a state; fails after a while.
  func reach(_ state: JobState, _ id: String, tenant: String = "acme") async throws -> Job {
    for _ in 0..<400 {
      let reached = try await feed.watching(id) { signal in
        let seen = signal.count
        if let job = try await self.find(id, tenant: tenant), job.state == state { return Optional(job) }
        await signal.wait(after: seen, atMost: .milliseconds(50))
        return nil
      }
      if let reached { return reached }
    }
    let job = try await find(id, tenant: tenant)
    throw TestFailure(
      "the job is \(job?.state.rawValue ?? "gone"), not \(state.rawValue): \(job?.error?.message ?? "")")
  }
}
