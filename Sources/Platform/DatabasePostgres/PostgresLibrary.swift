internal import CPostgres

/// The version of libpq that runs.
public enum PostgresLibrary {
  public static let version = Int(PQlibVersion())
}
