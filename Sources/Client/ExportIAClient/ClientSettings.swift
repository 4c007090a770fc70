/// How patient a client is.
public struct ClientSettings: Sendable, Hashable {
  /// How long a server may send nothing before the request fails. Live events come at least every 15 seconds.
  public var idleTimeout: Duration
  /// When requests are sent again.
  public var retry: RetryPolicy

  public init(idleTimeout: Duration = .seconds(60), retry: RetryPolicy = RetryPolicy()) {
    self.idleTimeout = idleTimeout
    self.retry = retry
  }
}
