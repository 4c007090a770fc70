/// Runs on the event loop for every request, before routing and after the answer is known; it must not block.
public protocol Filter: Sendable {
  /// Looks at a request before it is routed; an answer, or an error, ends it here.
  func receive(_ request: inout Request) throws -> Response?
  /// Looks at an answer before it is sent, also when it is an error.
  func finish(_ request: Request, _ response: inout Response)
}

extension Filter {
  public func receive(_ request: inout Request) throws -> Response? { nil }
  public func finish(_ request: Request, _ response: inout Response) {}
}
