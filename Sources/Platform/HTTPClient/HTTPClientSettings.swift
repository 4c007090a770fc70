public import HTTPMessage

/// How a client behaves; a request can set its own deadlines, limits, retries and redirects.
public struct HTTPClientSettings: Sendable {
  public var egress = EgressPolicy.publicInternet
  public var proxy: ProxySettings?
  /// A PEM file of trusted authorities in place of the system's. Certificates are always verified.
  public var authoritiesFile: String?
  /// Sends every request over this socket; the URL's host only names the server.
  public var unixSocket: String?
  /// HTTP/2 where a server offers it over TLS; off means HTTP/1.1 only.
  public var allowsHTTP2 = true

  public var maximumConnections = 64
  public var maximumConnectionsPerOrigin = 16
  /// How long an unused connection stays open.
  public var keepAlive: Duration = .seconds(60)

  public var deadlines = Deadlines()
  public var limits = ResponseLimits()
  public var retry = RetryPolicy()
  public var redirects = RedirectPolicy.refuse
  /// Sent with every request that does not set them itself.
  public var fields: HTTPFields = ["User-Agent": "export-ia"]
  /// Told of every finished request, on a thread that must not be blocked.
  public var observer: (@Sendable (RequestReport) -> Void)?

  /// In place of the name service: the addresses of a host at this moment.
  var resolver: (@Sendable (_ host: String) -> [String])?

  public init() {}
}
