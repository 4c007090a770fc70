/// Where a server listens, its limits and its timeouts; the defaults suit the open internet.
public struct ServerConfiguration: Sendable {
  public var addresses: [ListenAddress]
  /// Event loops, one thread each; 0 takes one for each processor.
  public var loops: Int
  public var limits: ConnectionLimits
  public var timeouts: ConnectionTimeouts
  /// Connections that wait to be accepted.
  public var backlog: Int32

  public init(
    addresses: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 8_000)], loops: Int = 0,
    limits: ConnectionLimits = ConnectionLimits(), timeouts: ConnectionTimeouts = ConnectionTimeouts(),
    backlog: Int32 = 4_096
  ) {
    self.addresses = addresses
    self.loops = loops
    self.limits = limits
    self.timeouts = timeouts
    self.backlog = backlog
  }
}
