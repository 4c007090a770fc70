public import HTTPMessage

/// One request, ready to be sent by any client.
public struct ClientRequest: Sendable {
  public var method: HTTPMethod
  /// Absolute, percent-encoded; `http` or `https`.
  public var url: String
  public var fields: HTTPFields
  public var body: RequestBody
  public var deadlines: Deadlines?
  public var limits: ResponseLimits?
  public var retry: RetryPolicy?
  public var redirects: RedirectPolicy?
  /// Says that sending this again does no harm although its method is not idempotent.
  public var isRetryable = false
  /// Decodes gzip and zstd. Off, the body comes as it is sent and no encoding is asked for.
  public var decodesContent = true
  /// Sends the header first and waits up to a second for the server's word before the body.
  public var expectsContinue = false

  public init(_ method: HTTPMethod = .get, _ url: String, fields: HTTPFields = [:], body: RequestBody = .none) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
  }

  var isIdempotent: Bool {
    ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method.rawValue)
  }
}
