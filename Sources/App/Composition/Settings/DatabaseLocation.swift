internal import Database
internal import DatabasePostgres
internal import DatabaseSQLite
internal import Glibc

/// Which database keeps the data.
enum DatabaseLocation: Sendable, CustomStringConvertible {
  case embedded(path: String)
  case postgres(url: String)

  /// A PostgreSQL URL, or without one the file in the data folder.
  init(url: String?, dataFolder: String) {
    if let url {
      self = .postgres(url: url)
    } else {
      self = .embedded(path: dataFolder + "/export-ia.db")
    }
  }

  func open() async throws -> any SQLDatabase {
    switch self {
    case .embedded(let path): try await SQLiteDatabase.open(path)
    case .postgres(let url): try await PostgresDatabase.open(url)
    }
  }

  /// Names the place without its password.
  var description: String {
    switch self {
    case .embedded(let path): return "SQLite, \(path)"
    case .postgres(let url):
      let place = url.split(separator: "@", maxSplits: 1).last.map(String.init) ?? ""
      return "PostgreSQL, \(place.prefix { $0 != "?" })"
    }
  }

  var remedy: String {
    switch self {
    case .embedded(let path):
      "check that the folder of \(path) exists, belongs to this user and has space; a damaged file is restored from a backup"
    case .postgres:
      "check that the server runs and that EXPORT_IA_DATABASE_URL names its host, port, user and database"
    }
  }
}
