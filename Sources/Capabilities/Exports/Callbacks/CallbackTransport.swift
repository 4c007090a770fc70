/// Takes a message to an address. The program fits its HTTP client to it, with the guard that decides which
/// addresses may be reached.
public protocol CallbackTransport: Sendable {
  func post(_ url: String, fields: [String: String], body: [UInt8]) async throws -> CallbackAnswer
  func close() async
}

/// What a receiver said.
public struct CallbackAnswer: Sendable, Hashable {
  public var status: Int
  /// Seconds from `Retry-After`.
  public var retryAfter: Int64?

  public init(status: Int, retryAfter: Int64? = nil) {
    self.status = status
    self.retryAfter = retryAfter
  }
}
