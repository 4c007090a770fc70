public import HTTPMessage

/// What became of one request, for logs and metrics; holds no secret.
public struct RequestReport: Sendable {
  public let method: HTTPMethod
  public let origin: String
  /// `nil` when no answer came.
  public let status: Int?
  public let failure: HTTPClientError.Code?
  public let attempts: Int
  /// Until the answer's header was there, or the failure.
  public let duration: Duration
}
