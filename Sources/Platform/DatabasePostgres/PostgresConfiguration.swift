/// How a PostgreSQL server is used; the address, user and TLS mode are in the URL.
public struct PostgresConfiguration: Sendable, Hashable {
  /// The most connections of the pool; a listener and nothing else has one more.
  public var connections: Int
  /// Prepared statements kept by each connection.
  public var statements: Int
  /// How long a call waits for a free connection, also while the server is away.
  public var acquireTimeout: Duration
  /// The most that one statement may take; the server ends it then.
  public var statementTimeout: Duration
  public var connectTimeout: Duration
  /// The age at which an idle connection is replaced, so that a moved server or a changed role is noticed.
  public var lifetime: Duration
  /// How long work that loses against concurrent transactions is tried again.
  public var retryTime: Duration

  public init(
    connections: Int = 10, statements: Int = 256, acquireTimeout: Duration = .seconds(10),
    statementTimeout: Duration = .seconds(60), connectTimeout: Duration = .seconds(10),
    lifetime: Duration = .seconds(1800), retryTime: Duration = .seconds(15)
  ) {
    self.connections = connections
    self.statements = statements
    self.acquireTimeout = acquireTimeout
    self.statementTimeout = statementTimeout
    self.connectTimeout = connectTimeout
    self.lifetime = lifetime
    self.retryTime = retryTime
  }
}
