internal import Database
internal import DatabasePostgres
internal import EventStore
internal import Exports

/// Tells the other processes on the same PostgreSQL that something was appended, and listens to what they tell, so
/// that a job starts at once elsewhere and nobody has to look for it every few milliseconds.
///
/// A hint that is missed costs a fifth of a second, and nothing else.
struct ProcessHints: Sendable {
  private static let channel = "export_ia"
  private let tasks: [Task<Void, Never>]

  /// Nothing to do where one process has the database for itself.
  init(_ database: any SQLDatabase, _ events: EventStore, _ inbox: DispatchInbox) {
    guard let database = database as? PostgresDatabase else {
      tasks = []
      return
    }
    tasks = [
      Task { await events.announce { try await database.notify(Self.channel) } },
      Task {
        for await _ in database.hints(on: Self.channel) {
          events.hear()
          inbox.look()
        }
      },
    ]
  }

  func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
