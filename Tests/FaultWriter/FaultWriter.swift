import Database
import DatabasePostgres
import DatabaseSQLite
import Glibc

/// Writes numbered entries and says on its output what was tried, acknowledged and refused, for the fault runs.
///
///     fault-writer sqlite FILE FIRST SECONDS [PADDING]
///     fault-writer postgres URL FIRST SECONDS [PADDING]
///
/// Each entry is two rows, `entry` and `twin`, so that half a transaction would show.
@main
struct FaultWriter {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5, let first = Int(arguments[3]), let seconds = Double(arguments[4]) else {
      say("usage: fault-writer sqlite|postgres PLACE FIRST SECONDS [PADDING]")
      exit(2)
    }
    let padding = arguments.count > 5 ? Int(arguments[5]) ?? 0 : 0
    do {
      let database = try await open(arguments[1], arguments[2])
      try await database.run(Statement("create table if not exists entry (id bigint primary key, padding text)"))
      try await database.run(Statement("create table if not exists twin (id bigint primary key)"))
      say("ready")
      await Producers(database: database, first: first, seconds: seconds, padding: padding).run()
      await database.close()
      say("closed")
    } catch {
      say("end \(name(of: error)) \(error)")
      exit(1)
    }
  }

  private static func open(_ driver: String, _ place: String) async throws -> any SQLDatabase {
    if driver == "sqlite" { return try await SQLiteDatabase.open(place) }
    return try await PostgresDatabase.open(
      place, configuration: PostgresConfiguration(connections: 4, acquireTimeout: .seconds(2)))
  }

  static func name(of error: any Error) -> String {
    (error as? DatabaseError)?.code.rawValue ?? "other"
  }

  /// One call of the system for each line, so that a kill cannot take back or tear what was said.
  static func say(_ line: String) {
    let text = line + "\n"
    _ = text.withCString { write(1, $0, strlen($0)) }
  }
}
