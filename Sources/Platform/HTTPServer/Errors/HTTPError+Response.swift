internal import HTTPMessage

extension HTTPError {
  /// A problem document, or a page for a browser.
  public func response(for request: Request) -> Response {
    response(
      acceptsHTML: Self.prefersPage(request.fields["accept"]), instance: request.path, id: request.id.description)
  }

  func response(acceptsHTML: Bool, instance: String?, id: String) -> Response {
    let problem = Problem(self)
    var response =
      acceptsHTML
      ? Response.bytes(problem.page(requestID: id), type: "text/html; charset=utf-8", status: status)
      : Response.bytes(
        problem.document(instance: instance, requestID: id), type: "application/problem+json", status: status)
    response.fields.append("Cache-Control", "no-store")
    for field in fields.fields { response.fields.append(field.name, field.value) }
    return response
  }

  /// Only a browser names text/html itself.
  private static func prefersPage(_ accept: String?) -> Bool {
    guard let accept else { return false }
    return accept.split(separator: ",").contains { part in
      part.split(separator: ";").first.map { $0.drop { $0 == " " } == "text/html" } ?? false
    }
  }
}

extension RequestRefusal {
  var httpError: HTTPError { HTTPError(status, code: code, detail: detail) }
}
