public import HTTPMessage

/// Collects routes; groups share a prefix, middleware and limits.
///
/// A handler that does not await runs on the event loop itself: it makes no task, and it must not block.
public struct Router: Sendable {
  public private(set) var routes: [Route] = []
  private var prefix = ""
  private var middleware: [any Middleware] = []
  private var options = RouteOptions()

  public init(options: RouteOptions = RouteOptions()) {
    self.options = options
  }

  /// Routes under a common prefix, behind common middleware (the first is the outermost).
  public mutating func group(
    _ prefix: String = "", middleware: [any Middleware] = [], options: RouteOptions? = nil,
    _ build: (inout Router) throws -> Void
  ) rethrows {
    var inner = Router(options: options ?? self.options)
    inner.prefix = self.prefix + prefix
    inner.middleware = self.middleware + middleware
    try build(&inner)
    routes += inner.routes
  }

  /// A handler that answers at once.
  public mutating func on(
    _ method: HTTPMethod, _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) throws -> Response
  ) {
    if middleware.isEmpty {
      add(method, path, options, description, .synchronous(handler))
    } else {
      add(method, path, options, description, .asynchronous(wrapped { request in try handler(request) }))
    }
  }

  /// A handler that may wait; it runs on the event loop of its connection between waits.
  public mutating func on(
    _ method: HTTPMethod, _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    add(method, path, options, description, .asynchronous(wrapped(handler)))
  }

  private func wrapped(
    _ handler: @escaping @Sendable (Request) async throws -> Response
  ) -> @Sendable (Request) async throws -> Response {
    middleware.reversed().reduce(handler) { next, middleware in
      { request in try await middleware.respond(to: request, next: next) }
    }
  }

  private mutating func add(
    _ method: HTTPMethod, _ path: String, _ options: RouteOptions?, _ description: RouteDescription?,
    _ handler: Route.Handler
  ) {
    routes.append(
      Route(
        method: method, pattern: PathPattern(prefix + path), options: options ?? self.options,
        description: description, handler: handler))
  }
}
