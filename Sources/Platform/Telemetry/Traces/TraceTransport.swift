/// Takes spans to a collector: one POST of OTLP/HTTP JSON. The program fulfils it with its HTTP client.
public protocol TraceTransport: Sendable {
  /// Throws where there was no answer.
  func send(_ body: [UInt8], contentType: String) async throws -> TraceTransportAnswer
}

/// What the collector said.
public struct TraceTransportAnswer: Sendable, Hashable {
  public let status: Int
  /// From `Retry-After`.
  public let retryAfter: Duration?
  public let body: [UInt8]

  public init(status: Int, retryAfter: Duration? = nil, body: [UInt8] = []) {
    self.status = status
    self.retryAfter = retryAfter
    self.body = body
  }
}
