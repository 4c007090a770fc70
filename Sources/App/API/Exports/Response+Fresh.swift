internal import HTTPMessage
internal import HTTPServer
internal import JSON

extension Response {
  /// JSON that is true at this moment, or secret, and so is kept by no cache.
  static func fresh(_ json: [UInt8], status: HTTPStatus = .ok) -> Response {
    var response = Response.json(json, status: status)
    response.fields["Cache-Control"] = "no-store"
    return response
  }

  static func fresh(_ document: JSONValue, status: HTTPStatus = .ok) -> Response {
    fresh(document.bytes(), status: status)
  }
}
