public import HTTPMessage

/// One entry of the route table.
public final class Route: Sendable {
  enum Handler: Sendable {
    case synchronous(@Sendable (Request) throws -> Response)
    case asynchronous(@Sendable (Request) async throws -> Response)
  }

  public let method: HTTPMethod
  public let pattern: PathPattern
  public let options: RouteOptions
  public let description: RouteDescription?
  /// With the middleware of its groups around it.
  let handler: Handler

  init(
    method: HTTPMethod, pattern: PathPattern, options: RouteOptions, description: RouteDescription?, handler: Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.options = options
    self.description = description
    self.handler = handler
  }
}
