public import HTTPMessage

/// One request as handlers, filters and middleware see it.
public struct Request: Sendable {
  let head: RequestHead
  /// The connection it came on.
  public let connection: ConnectionDescription
  public var body: RequestBody
  /// What filters and middleware attached: who asks, the trace, the tenant.
  public var values = RequestValues()
  /// Names this request in logs, problem details and the `X-Request-Id` field of the answer.
  public var id: RequestID
  /// The host and scheme the client used, after trusted proxies were taken into account.
  public internal(set) var forwarded: ForwardedOrigin?
  var match: RouteMatch?

  init(head: RequestHead, connection: ConnectionDescription, body: RequestBody) {
    self.head = head
    self.connection = connection
    self.body = body
    id = .make()
  }

  public var method: HTTPMethod { head.method }
  public var fields: RequestFields { RequestFields(head: head) }
  /// The target as it came, for logs.
  public var target: String { head.text(head.target) }
  /// The path as it came, still percent-encoded.
  public var path: String { head.text(head.path) }
  public var query: Query { Query(text: head.text(head.query)) }
  /// The host and port that the client asked for.
  public var authority: String { forwarded?.host ?? head.text(head.authority) }
  public var scheme: String { forwarded?.scheme ?? (connection.isSecure ? "https" : "http") }
  /// The address of the client, as text without the port.
  public var clientAddress: String { forwarded?.address ?? connection.remote.host }
  /// The pattern of the matched route, as it was registered; what metrics are labelled with.
  public var routePattern: String? { match?.route.pattern.text }
  public var route: Route? { match?.route }
}
