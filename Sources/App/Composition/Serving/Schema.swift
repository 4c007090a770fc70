internal import Database
internal import EventStore
internal import Exports
internal import Files
internal import Identity

/// The tables of the whole product, component by component.
enum Schema {
  static func migrate(_ database: any SQLDatabase) async throws {
    for migrator in migrators { try await migrator.migrate(database) }
  }

  private static let migrators = [
    Migrator("events", EventStoreSchema.migrations), Migrator("exports", ExportsSchema.migrations),
    Migrator("files", FilePublication.migrations), Migrator("identity", IdentitySchema.migrations),
  ]
}
