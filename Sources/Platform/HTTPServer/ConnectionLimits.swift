/// How much one connection, or all together, may take.
public struct ConnectionLimits: Sendable, Hashable {
  public var requestLineBytes = 8_192
  public var headBytes = 32_768
  public var headerFields = 100
  /// All open connections; over it a connection is answered 503 and closed.
  public var connections = 10_000
  /// Open connections of one IPv4 address or IPv6 /64 network; over it the answer is 429.
  public var connectionsPerAddress = 2_000
  /// Requests on one connection before it is closed in good order.
  public var requestsPerConnection = 1_000_000

  public init() {}
}
