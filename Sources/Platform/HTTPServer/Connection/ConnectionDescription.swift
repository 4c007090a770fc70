/// What is known about the connection of a request.
public final class ConnectionDescription: Sendable {
  public let remote: SocketAddress
  public let isSecure: Bool

  public init(remote: SocketAddress, isSecure: Bool) {
    self.remote = remote
    self.isSecure = isSecure
  }
}
