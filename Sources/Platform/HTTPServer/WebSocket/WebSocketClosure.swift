/// Why a WebSocket ends, RFC 6455 section 7.4.
public struct WebSocketClosure: Error, Sendable, Hashable {
  public var code: UInt16
  public var reason: String

  public init(code: UInt16, reason: String = "") {
    self.code = code
    self.reason = reason
  }

  public static let normal = WebSocketClosure(code: 1_000)
  public static let goingAway = WebSocketClosure(code: 1_001)
  /// Never sent: the peer closed without giving a code.
  public static let none = WebSocketClosure(code: 1_005)
  /// Never sent: the connection broke.
  public static let broken = WebSocketClosure(code: 1_006)
  public static let internalError = WebSocketClosure(code: 1_011)

  static func protocolError(_ reason: String) -> WebSocketClosure { WebSocketClosure(code: 1_002, reason: reason) }
  static let notUTF8 = WebSocketClosure(code: 1_007, reason: "text is not UTF-8")
  static let tooBig = WebSocketClosure(code: 1_009, reason: "message is too big")

  /// Whether a peer may send that code.
  static func isSendable(_ code: UInt16) -> Bool {
    switch code {
    case 1_000...1_003, 1_007...1_014, 3_000...4_999: true
    default: false
    }
  }
}
