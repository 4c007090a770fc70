public import HTTPMessage

/// What a handler answers.
///
/// The server adds the date, the length and the connection fields; it evaluates preconditions and ranges when
/// the answer has an entity tag or a modification time, and compresses what is worth it.
public struct Response: Sendable {
  public var status: HTTPStatus
  public var fields: HTTPFields
  public var body: ResponseBody
  /// Identifies this version of the content; answers `If-Match`, `If-None-Match` and `If-Range`.
  public var entityTag: EntityTag?
  /// Seconds since 1970; answers `If-Modified-Since` and `If-Unmodified-Since`.
  public var lastModified: Int64?
  /// Whether the server may compress the body when the client accepts it.
  public var mayCompress = true
  /// Whether parts of the body can be asked for with `Range`.
  public var servesRanges = true
  var upgrade: Upgrade?
  var heartbeat: Heartbeat?

  public init(_ status: HTTPStatus = .ok, fields: HTTPFields = [:], body: ResponseBody = .empty) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}
