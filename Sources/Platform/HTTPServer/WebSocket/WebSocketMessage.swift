/// One whole message of a WebSocket.
public enum WebSocketMessage: Sendable, Hashable {
  case text(String)
  case binary([UInt8])
}
