/// What came over a WebSocket.
public enum WebSocketEvent: Sendable, Hashable {
  case message(WebSocketMessage)
  case ping([UInt8])
  case pong([UInt8])
  case close(WebSocketClosure)
}
