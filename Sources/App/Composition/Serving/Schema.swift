internal import Database
internal import EventStore

/// The tables of the whole product, component by component.
enum Schema {
  static func migrate(_ database: any SQLDatabase) async throws {
    for migrator in migrators { try await migrator.migrate(database) }
  }

  private static let migrators = [Migrator("events", EventStoreSchema.migrations)]
}
