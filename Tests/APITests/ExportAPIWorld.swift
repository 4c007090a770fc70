import ByteIO
import Database
import DatabaseSQLite
import EventStore
import Exports
import Files
import Glibc
import HTTPServer
import Identity
import JSON
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
    var template = Array("/tmp/export-ia-api.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("cannot make a temporary folder") }
    let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    defer { _ = try? Judge.run("rm", ["-rf", folder]) }
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
    let vault = CopyVault(try LocalBlobStore(folder: folder + "/files"))
    let engines = EngineCatalogue([engine])
    let dispatcher = Dispatcher(
      jobs, inbox, engines: engines, vault: vault, options: DispatchOptions(slots: 2, worker: "test"))
    let identity = IdentityStore(database, now: clock.now)
    let api = ExportAPI(
      jobs: jobs, engines: engines, vault: vault, identity: login ? identity : nil, pool: BlockingPool(threads: 4))
    var router = Router()
    api.add(to: &router)
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

  /// How many jobs there are, of all tenants.
  func count() async throws -> Int {
    try await jobs.events.database.query(Statement("select count(*) from job")).only.int(0)
  }
}

/// Writes its content; refuses what contains `wrong`, and fails on what contains `fail`.
struct CopyEngine: ExportEngine {
  let version = "1"
  let formats = ["text", "html", "csv"].map { name in
    ExportFormat(
      name: name, title: name, mediaType: name == "html" ? "text/html" : "text/plain; charset=utf-8",
      fileExtension: name, documentTypes: name == "csv" ? ["table"] : ["document", "report"])
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    if String(decoding: request.content, as: UTF8.self).contains("wrong") {
      throw JobError("document.value", "This is wrong. Write something else.", pointer: "/sections/2/heading")
    }
    return []
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    let text = String(decoding: request.content, as: UTF8.self)
    if text.contains("fail") { throw JobError("render_failed", "It cannot be made.") }
    try sink.write(text)
    return RenderReport()
  }
}

/// Files by their hash, without publications.
struct CopyVault: FileVault {
  let store: LocalBlobStore

  init(_ store: LocalBlobStore) {
    self.store = store
  }

  final class Writer: VaultWriter {
    let writer: any BlobWriter

    init(_ writer: any BlobWriter) { self.writer = writer }

    func write(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }
    func finish() throws { try writer.finish() }

    func seal() throws -> SealedFile {
      let blob = try writer.seal()
      return SealedFile(hash: blob.hash, size: blob.size)
    }
  }

  func writer() throws -> any VaultWriter { Writer(try store.writer()) }
  func read(_ hash: SHA256Digest) throws -> [UInt8] { try store.read(hash) }
  func path(of hash: SHA256Digest) -> String? { store.path(of: hash) }
  func keep(_ hash: SHA256Digest) -> Bool { store.keep(hash) }

  func publish(_ publication: VaultPublication) -> Statement {
    FilePublication(
      tenant: publication.source.tenant, name: publication.name, token: publication.token,
      blob: StoredBlob(hash: publication.file.hash, size: publication.file.size), source: publication.source.source,
      details: publication.details, time: publication.time
    ).publish
  }

  func withdraw(tenant: String, name: String) -> Statement { FilePublication.withdraw(tenant: tenant, name: name) }
  func made(from sources: [VaultSource]) async throws -> [VaultPublication?] { sources.map { _ in nil } }
  func removeUnused(_ hashes: [SHA256Digest], unusedSince time: Int64) async throws {}
}
