public import HTTPMessage

/// How one exchange went.
public struct ExchangeOutcome: Sendable {
  public var status: HTTPStatus
  public var requestBytes: Int
  public var responseBytes: Int
  public var nanoseconds: UInt64
  /// False when the client went away, or the body broke, before the answer was complete.
  public var isComplete: Bool
}
