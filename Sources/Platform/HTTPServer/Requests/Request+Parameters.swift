internal import HTTPMessage

extension Request {
  /// A path parameter, percent-decoded; `nil` when the route has none of that name.
  public func parameter(_ name: String) -> String? {
    guard let match, let index = match.route.pattern.parameters.firstIndex(where: { $0.name == name }),
      index < match.captures.count
    else { return nil }
    return PercentCoding.decode(head.text(match.captures[index]))
  }

  /// A path parameter that the handler cannot do without, in its type; a value that does not fit is the client's error.
  public func parameter<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type) throws -> Value {
    guard let text = parameter(name) else {
      throw HTTPError(.internalServerError, code: "route_parameter_missing", detail: "The route has no '\(name)'.")
    }
    guard let value = Value(text) else {
      throw HTTPError(.badRequest, code: "invalid_parameter", detail: "The path parameter '\(name)' is not valid.")
    }
    return value
  }
}
