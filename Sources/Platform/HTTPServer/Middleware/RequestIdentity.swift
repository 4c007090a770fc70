internal import HTTPMessage

/// Takes over a sane `X-Request-Id` and sends the id of every request back.
public struct RequestIdentity: Filter {
  private let acceptsForeign: Bool

  public init(acceptsForeign: Bool = true) {
    self.acceptsForeign = acceptsForeign
  }

  public func receive(_ request: inout Request) throws -> Response? {
    if acceptsForeign, let given = request.fields["x-request-id"], let id = RequestID(given) { request.id = id }
    return nil
  }

  public func finish(_ request: Request, _ response: inout Response) {
    response.fields.append("X-Request-Id", request.id.description)
  }
}
