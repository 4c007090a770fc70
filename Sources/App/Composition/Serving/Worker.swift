internal import CommandLineTool
internal import Configuration
internal import Database
internal import EventStore
internal import Exports
internal import Telemetry

/// A process that makes exports and serves nobody.
final class Worker: Sendable {
  let dataPlace: String
  let logger: Logger
  private let database: any SQLDatabase
  private let observation: Observation
  private let exports: ExportSystem
  private let stopTimeout: Duration

  static func start(_ settings: Settings) async throws -> Worker {
    guard case .postgres = settings.database else {
      throw CommandFailure(
        code: "database_not_shared", "an embedded database belongs to one process, which makes its exports itself",
        hint: "Run 'export-ia serve', or set EXPORT_IA_DATABASE_URL to a PostgreSQL database.")
    }
    let database = try await Service.open(settings.database)
    do {
      try await Schema.migrate(database)
      return try await Worker(
        settings, database, EventStore.open(on: database, inline: ExportSystem.inline(database.dialect)))
    } catch {
      await database.close()
      throw error
    }
  }

  private init(_ settings: Settings, _ database: any SQLDatabase, _ events: EventStore) async throws {
    self.database = database
    dataPlace = "\(settings.database)"
    observation = try Observation(settings.configuration)
    logger = observation.logs.logger("worker")
    stopTimeout = settings.configuration[Keys.stopTimeout]
    try DataFolder.prepare(settings.dataFolder)
    exports = try ExportSystem(events, settings, logger: observation.logs.logger("exports"))
    try await exports.start(countsFigures: false)
  }

  func stop() async {
    await exports.stop(within: stopTimeout)
    await database.close()
    await observation.stop()
  }
}
