import ByteIO
import Database
import DatabaseSQLite
import EventStore
import ExportFiles
import Exports
import Files
import Glibc
import HTTPServer
import Identity
import JSON
import Judging
import TestSupport

@testable import API

/// The whole interface over a database of its own and an engine that writes what it is given.
struct ExportAPIWorld: Sendable {
  let jobs: JobStore
  let identity: IdentityStore
  let application: Application

  static func with(
    login: Bool = false, engine: any ExportEngine = CopyEngine(),
    _ body: @Sendable (ExportAPIWorld) async throws -> Void
  ) async throws {
    let world = try TemporaryFolder()
    let folder = world.path
    defer { withExtendedLifetime(world) {} }
    let database = try await SQLiteDatabase.open(folder + "/api.db")
    for (name, migrations) in [
      ("events", EventStoreSchema.migrations), ("exports", ExportsSchema.migrations),
      ("files", FilePublication.migrations), ("identity", IdentitySchema.migrations),
    ] {
      try await Migrator(name, migrations).migrate(database)
    }
    let clock = ExportClock.system
    let inbox = DispatchInbox(clock: clock, isOnlyProcess: true)
    let events = try await EventStore.open(on: database, inline: [JobProjection(.sqlite), BatchProjection()])
    let jobs = JobStore(
      events, clock: clock, identifiers: TimeOrderedIdentifiers(now: clock.now), listener: inbox)
    let vault = LocalVault(try LocalBlobStore(folder: folder + "/files"), database)
    let engines = EngineCatalogue([engine], merging: LineMerge())
    let dispatcher = Dispatcher(
      jobs, inbox, engines: engines, vault: vault, options: DispatchOptions(slots: 2, worker: "test"))
    let identity = IdentityStore(database, now: clock.now)
    let api = ExportAPI(
      jobs: jobs, engines: engines, vault: vault, identity: login ? identity : nil, pool: BlockingPool(threads: 4))
    var router = Router()
    api.add(to: &router)
    try await ProjectionRunner(AnalyticsProjection(), in: events).prepare()
    try await dispatcher.start()
    do {
      try await body(ExportAPIWorld(jobs: jobs, identity: identity, application: Application(router: router)))
    } catch {
      await dispatcher.stop(within: .seconds(1))
      await database.close()
      throw error
    }
    await dispatcher.stop(within: .seconds(1))
    await database.close()
  }

  /// Brings the figures up to date.
  func countAll() async throws {
    try await ProjectionRunner(AnalyticsProjection(), in: jobs.events).catchUp(now: jobs.clock.now())
  }

  /// How many jobs there are, of all tenants.
  func count() async throws -> Int {
    try await jobs.events.database.query(Statement("select count(*) from job")).only.int(0)
  }
}

/// Writes its content; refuses what contains `wrong`, and fails on what contains `fail`.
struct CopyEngine: ExportEngine {
  let version = "1"
  let options: [String]? = ["theme", "language"]
  let formats = ["text", "html", "csv"].map { name in
    ExportFormat(
      name: name, title: name, mediaType: name == "html" ? "text/html" : "text/plain; charset=utf-8",
      fileExtension: name, documentTypes: name == "csv" ? ["table"] : ["document", "report"])
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    var text = String(decoding: request.content, as: UTF8.self)
    if let data = request.data { text = try LineMerge().fill(text, with: data) }
    if request.options["theme"]?.string == "loud" {
      throw JobError("theme_unknown", "There is no theme 'loud'.", option: "theme")
    }
    if text.contains("wrong") {
      throw JobError("document.value", "This is wrong. Write something else.", pointer: "/sections/2/heading")
    }
    return []
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    let text = String(decoding: request.content, as: UTF8.self)
    if text.contains("fail") { throw JobError("render_failed", "It cannot be made.") }
    guard let data = request.data else {
      try sink.write(text)
      return RenderReport()
    }
    try sink.write(try LineMerge().fill(text, with: data))
    return RenderReport()
  }
}

/// A line of a table for each row, with its only column `name`; fills `{{name}}` and `{{@index}}`.
struct LineMerge: MergeEngine {
  func rows(of content: [UInt8], type: String, by column: String?, atMost limit: Int) throws(JobError) -> [JSONValue] {
    guard type == "text/csv" else { throw JobError("content_type_unknown", "This is no table.") }
    let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
    guard lines.count <= limit else { throw JobError("too_many_rows", "These are too many.") }
    return lines.map { ["name": .string(String($0))] }
  }

  func fill(_ line: String, with data: MergeData) throws(JobError) -> String {
    var filled = ""
    var rest = Substring(line)
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      let field = rest[start.upperBound..<end.lowerBound]
      filled += rest[..<start.lowerBound]
      if field == "@index" {
        filled += String(data.number)
      } else if let value = data.values[String(field)]?.string {
        filled += value
      } else {
        throw JobError("template", "There is no '\(field)'.")
      }
      rest = rest[end.upperBound...]
    }
    return filled + rest
  }
}
