/// Stands around the handlers of a group and may wait, for instance to look up who asks.
///
/// What only looks at the request, or only adds to the answer, is a `Filter`: it costs no task.
public protocol Middleware: Sendable {
  func respond(
    to request: Request, next: @Sendable (Request) async throws -> Response
  ) async throws -> Response
}
