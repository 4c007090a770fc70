import API
import Database
import DatabasePostgres
import DatabaseSQLite
import EventStore
import ExportFiles
import Exports
import Files
import HTTPServer

/// Serves the interface of exports, or works, with jobs that make nothing; the suite `jobs` sends the load.
///
///     bench-jobs serve PLACE FOLDER PORT       takes jobs and runs them
///     bench-jobs take PLACE FOLDER PORT        only takes them
///     bench-jobs work PLACE FOLDER             only runs them
///
/// PLACE is a file for SQLite or a URL for PostgreSQL.
@main
struct BenchJobs {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4 else {
      print("usage: bench-jobs serve|take|work PLACE FOLDER [PORT]")
      return
    }
    let (kind, place, folder) = (arguments[1], arguments[2], arguments[3])
    let database: any SQLDatabase =
      place.hasPrefix("postgres") ? try await PostgresDatabase.open(place) : try await SQLiteDatabase.open(place)
    for (name, migrations) in [
      ("events", EventStoreSchema.migrations), ("exports", ExportsSchema.migrations),
      ("files", FilePublication.migrations),
    ] {
      try await Migrator(name, migrations).migrate(database)
    }
    let clock = ExportClock.system
    let inbox = DispatchInbox(clock: clock, isOnlyProcess: database.dialect == .sqlite)
    let clocked = ContinuousClock().now
    let events = try await EventStore.open(on: database, inline: [JobProjection(database.dialect), BatchProjection()])
    let jobs = JobStore(
      events, clock: clock, identifiers: TimeOrderedIdentifiers(now: clock.now), listener: inbox)
    let vault = LocalVault(try LocalBlobStore(folder: folder, isOnlyUser: false), database)
    let engines = EngineCatalogue([NoEngine()])
    let dispatcher = Dispatcher(
      jobs, inbox, engines: engines, vault: vault,
      options: DispatchOptions(slots: 2, worker: "bench-\(UInt32.random(in: 0...UInt32.max))"), log: { print($0) })
    // As in the program, where the figures are counted beside the jobs.
    let figures = ProjectionRunner(AnalyticsProjection(), in: events)
    try await figures.prepare()
    if kind != "work" { Task { await figures.run(clock: clock.now) { print($0) } } }
    if kind != "take" { try await dispatcher.start() }
    if kind != "work", arguments.count > 4, let port = UInt16(arguments[4]) {
      var router = Router()
      ExportAPI(jobs: jobs, engines: engines, vault: vault, identity: nil, pool: BlockingPool(threads: 4))
        .add(to: &router)
      router.get("/health") { _ in .text("ok") }
      let server = HTTPServer(
        Application(router: router),
        configuration: ServerConfiguration(addresses: [.tcp(host: "127.0.0.1", port: port)], loops: 0))
      try server.start()
      print("ready after \((ContinuousClock().now - clocked) / .milliseconds(1)) ms")
      try await Task.sleep(for: .seconds(86_400))
      await server.stop(withinMilliseconds: 1_000)
    } else {
      try await Task.sleep(for: .seconds(86_400))
    }
  }
}
