/// The limits of a WebSocket.
public struct WebSocketOptions: Sendable, Hashable {
  /// Of one message, after decompression.
  public var maximumMessageBytes = 1 << 20
  /// The peer is pinged when nothing was sent for that long; after three silent rounds it counts as gone.
  public var pingMilliseconds: Int64 = 20_000
  /// Subprotocols that the server speaks, the best first.
  public var protocols: [String] = []
  public var compresses = true

  public init() {}
}
