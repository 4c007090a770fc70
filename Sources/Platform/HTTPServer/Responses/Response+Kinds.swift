public import HTTPMessage

extension Response {
  public static func text(_ text: String, status: HTTPStatus = .ok) -> Response {
    bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
  }

  public static func html(_ text: String, status: HTTPStatus = .ok) -> Response {
    bytes(Array(text.utf8), type: "text/html; charset=utf-8", status: status)
  }

  /// A document that is JSON already.
  public static func json(_ document: [UInt8], status: HTTPStatus = .ok) -> Response {
    bytes(document, type: "application/json", status: status)
  }

  public static func bytes(_ bytes: [UInt8], type: String, status: HTTPStatus = .ok) -> Response {
    var response = Response(status, body: .bytes(bytes))
    response.fields.fields = [HTTPFields.Field(name: "Content-Type", value: type)]
    return response
  }

  public static let noContent = Response(.noContent)

  public static func redirect(to location: String, status: HTTPStatus = .seeOther) -> Response {
    Response(status, fields: ["Location": location])
  }

  /// A body that is made while it is sent; `write` waits while the client is slower than the producer.
  public static func stream(
    type: String, length: Int? = nil, status: HTTPStatus = .ok,
    _ produce: @escaping @Sendable (ResponseWriter) async throws -> Void
  ) -> Response {
    Response(status, fields: ["Content-Type": type], body: .stream(length: length, produce))
  }
}
