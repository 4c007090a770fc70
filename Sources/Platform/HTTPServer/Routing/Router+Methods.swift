internal import HTTPMessage

extension Router {
  public mutating func get(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) throws -> Response
  ) {
    on(.get, path, options: options, description, handler: handler)
  }

  public mutating func get(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    on(.get, path, options: options, description, handler: handler)
  }

  public mutating func post(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) throws -> Response
  ) {
    on(.post, path, options: options, description, handler: handler)
  }

  public mutating func post(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    on(.post, path, options: options, description, handler: handler)
  }

  public mutating func put(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    on(.put, path, options: options, description, handler: handler)
  }

  public mutating func patch(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    on(.patch, path, options: options, description, handler: handler)
  }

  public mutating func delete(
    _ path: String, options: RouteOptions? = nil, _ description: RouteDescription? = nil,
    handler: @escaping @Sendable (Request) async throws -> Response
  ) {
    on(.delete, path, options: options, description, handler: handler)
  }
}
