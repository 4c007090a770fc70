public import HTTPMessage

/// Why a form cannot be read.
public struct MultipartError: HTTPErrorConvertible, Sendable, Hashable {
  public var status: HTTPStatus
  public var code: String
  public var detail: String

  static func malformed(_ detail: String) -> MultipartError {
    MultipartError(status: .badRequest, code: "malformed_multipart", detail: detail)
  }

  static func tooMuch(_ detail: String) -> MultipartError {
    MultipartError(status: .contentTooLarge, code: "multipart_too_large", detail: detail)
  }

  public var httpError: HTTPError { HTTPError(status, code: code, detail: detail) }
}
