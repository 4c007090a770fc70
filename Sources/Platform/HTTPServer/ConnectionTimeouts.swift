/// How long a connection may wait, in milliseconds.
public struct ConnectionTimeouts: Sendable, Hashable {
  /// From the first byte of a head, or from the accept, to its end.
  public var head: Int64 = 10_000
  /// Between two requests.
  public var idle: Int64 = 60_000
  /// How often the progress of a body is looked at.
  public var body: Int64 = 10_000
  /// Bytes each second that a client must manage to send while its body is waited for.
  public var minimumBodyRate: Int64 = 100
  /// Without one byte taken by the client.
  public var write: Int64 = 30_000
  /// For the client to close after a final answer.
  public var linger: Int64 = 2_000

  public init() {}
}
