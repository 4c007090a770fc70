internal import HTTPMessage
public import HTTPServer
public import Identity

/// Finds out who asks. Where the service is reached from this machine only, whoever sits there may do everything.
public struct Authentication: Middleware {
  private let identity: IdentityStore?

  /// Without a store everybody is the local user.
  public init(_ identity: IdentityStore?) {
    self.identity = identity
  }

  public func respond(to request: Request, next: @Sendable (Request) async throws -> Response) async throws
    -> Response
  {
    var request = request
    guard let identity else {
      try OwnOrigin.check(request)
      request.values[RequestPrincipal.self] = .local
      return try await next(request)
    }
    if let key = Self.key(request.fields) {
      do {
        request.values[RequestPrincipal.self] = try await identity.authenticate(key)
      } catch let error as IdentityError {
        throw HTTPError(
          .unauthorized, code: error.code.rawValue, detail: error.message,
          fields: ["WWW-Authenticate": "Bearer realm=\"export-ia\", error=\"invalid_token\""])
      }
    }
    return try await next(request)
  }

  private static func key(_ fields: RequestFields) -> String? {
    if let key = fields["x-api-key"] { return key }
    guard let field = fields["authorization"] else { return nil }
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}

/// Without a login a page of a stranger could send requests from the user's browser: only our own pages may change
/// something. Programs send no `Origin`.
enum OwnOrigin {
  /// Also where nothing is changed.
  static func checkAlways(_ request: Request) throws {
    if request.fields["sec-fetch-site"] == "cross-site" { throw refusal }
    if let origin = request.fields["origin"], origin != "\(request.scheme)://\(request.authority)" { throw refusal }
  }

  static func check(_ request: Request) throws {
    let isReading = request.method == .get || request.method == .head
    let isForeignSite = request.fields["sec-fetch-site"] == "cross-site"
    var isForeignOrigin = false
    if let origin = request.fields["origin"] {
      isForeignOrigin = origin != "\(request.scheme)://\(request.authority)"
    }
    guard !isReading || isForeignSite, isForeignOrigin || isForeignSite else { return }
    throw refusal
  }

  private static let refusal = HTTPError(
    .forbidden, code: "origin_refused", detail: "Pages of other sites may not use this service without a key.")
}
