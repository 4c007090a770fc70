internal import HTTPMessage
public import HTTPServer
public import Identity

/// Who asks, for the handlers.
public enum RequestPrincipal: RequestValues.Key {
  public typealias Value = Principal
}

extension Request {
  /// Throws what the client is told when it did not say who it is.
  func principal() throws -> Principal {
    guard let principal = values[RequestPrincipal.self] else {
      throw HTTPError(
        .unauthorized, code: "authentication_required",
        detail: "Send an API key: 'Authorization: Bearer eia_…' or 'X-API-Key: eia_…'.",
        fields: ["WWW-Authenticate": "Bearer realm=\"export-ia\""])
    }
    return principal
  }

  /// Throws what the client is told when it may not do this.
  func principal(for scope: Scope) throws -> Principal {
    let principal = try principal()
    guard principal.may(scope) else {
      throw HTTPError(
        .forbidden, code: "scope_missing",
        detail:
          "This key may not do that: it lacks the scope '\(scope.rawValue)'. Ask an administrator for one that has it."
      )
    }
    return principal
  }
}
