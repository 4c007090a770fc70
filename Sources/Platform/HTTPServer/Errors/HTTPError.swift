public import HTTPMessage
public import JSON

/// An error that says how the client should be answered; handlers throw it.
///
/// `detail` is for the person: what is wrong, where, what to do. For security errors keep it vague.
public struct HTTPError: Error, Sendable {
  public var status: HTTPStatus
  /// Stable, for programs: lower case words joined by underscores.
  public var code: String
  public var detail: String
  /// More members of the problem document.
  public var members: [JSONValue.Member]
  /// Header fields of the answer, such as `Retry-After`.
  public var fields: HTTPFields

  public init(
    _ status: HTTPStatus, code: String, detail: String, members: [JSONValue.Member] = [], fields: HTTPFields = [:]
  ) {
    self.status = status
    self.code = code
    self.detail = detail
    self.members = members
    self.fields = fields
  }
}

/// An error of the domain that knows its answer over HTTP.
public protocol HTTPErrorConvertible: Error {
  var httpError: HTTPError { get }
}
