internal import CSQLite

/// The version of SQLite that runs.
public enum SQLiteLibrary {
  public static let version = String(cString: sqlite3_libversion())
}
