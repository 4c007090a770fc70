public import HTTPMessage

/// The answer's status and fields, as soon as they are there; the body comes after.
public struct ClientResponse: Sendable {
  public let status: HTTPStatus
  /// As received, without the framing and encoding fields that the client has dealt with.
  public let fields: HTTPFields
  public let body: ResponseBody
  /// `1.1` or `2`.
  public let version: String
  /// Scheme, host and port that answered: after redirects not those that were asked.
  public let origin: String
  public let attempts: Int
}
