import Database
import DatabasePostgres
import DatabaseSQLite

/// Appends as hard as it can for some seconds and prints one line of JSON.
///
///     bench-database sqlite FILE PRODUCERS SECONDS
///     bench-database sqlite-transaction FILE PRODUCERS SECONDS
///     bench-database postgres URL PRODUCERS SECONDS BATCH
///     bench-database postgres-jobs URL PRODUCERS SECONDS
@main
struct BenchDatabase {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5, let producers = Int(arguments[3]), let seconds = Int(arguments[4]) else {
      print("usage: bench-database KIND PLACE PRODUCERS SECONDS [BATCH]")
      return
    }
    var run = Run(producers: producers, seconds: seconds)
    switch arguments[1] {
    case "sqlite", "sqlite-scattered", "sqlite-transaction":
      run.isOrdered = arguments[1] != "sqlite-scattered"
      let database = try await SQLiteDatabase.open(arguments[2])
      try await run.appendJobs(database, inTransaction: arguments[1] == "sqlite-transaction")
      await database.close()
    case "postgres-jobs":
      let database = try await PostgresDatabase.open(arguments[2])
      try await run.appendJobs(database, inTransaction: false)
      await database.close()
    case "postgres":
      let database = try await PostgresDatabase.open(arguments[2])
      try await run.appendEvents(database, batch: arguments.count > 5 ? Int(arguments[5]) ?? 128 : 128)
      await database.close()
    default: print("unknown kind \(arguments[1])")
    }
  }
}
