internal import HTTPMessage

/// Why a request was refused before any handler saw it; the connection closes afterwards.
struct RequestRefusal: Error, Sendable, Hashable {
  var status: HTTPStatus
  var code: String
  var detail: String

  init(_ status: HTTPStatus, _ code: String, _ detail: String) {
    self.status = status
    self.code = code
    self.detail = detail
  }

  static func malformed(_ detail: String) -> RequestRefusal {
    RequestRefusal(.badRequest, "malformed_request", detail)
  }

  static let badLineEnd = malformed("Lines must end with CR LF.")
  static let headTooLarge = RequestRefusal(
    .headerFieldsTooLarge, "header_too_large", "The header fields are larger than this server accepts.")
  static let tooManyFields = RequestRefusal(
    .headerFieldsTooLarge, "too_many_header_fields", "There are more header fields than this server accepts.")
  static let lineTooLong = RequestRefusal(
    .uriTooLong, "request_line_too_long", "The request line is longer than this server accepts.")
  static let bodyTooLarge = RequestRefusal(
    .contentTooLarge, "body_too_large", "The body is larger than this route accepts.")
  static let badChunk = malformed("The chunked body is malformed.")
}
