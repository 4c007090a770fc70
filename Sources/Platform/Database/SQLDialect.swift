/// Where SQL differs between the drivers.
public enum SQLDialect: Sendable, Hashable {
  case sqlite
  case postgres

  /// An expression for the database's clock: microseconds since 1970 in UTC.
  ///
  /// SQLite's clock has steps of a millisecond.
  public var currentTime: String {
    switch self {
    case .sqlite: "cast(round((julianday('now') - 2440587.5) * 86400000) as integer) * 1000"
    case .postgres: "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
    }
  }

  /// The most `$n` that one statement may have.
  public var maximumParameters: Int {
    switch self {
    case .sqlite: 32766
    case .postgres: 65535
    }
  }
}
