internal import EventStore
public import Exports
internal import HTTPMessage
public import HTTPServer
public import Identity
internal import JSON

extension NoSuchJob: HTTPErrorConvertible {
  public var httpError: HTTPError { HTTPError(.notFound, code: "export_not_found", detail: description) }
}

extension NoSuchBatch: HTTPErrorConvertible {
  public var httpError: HTTPError { HTTPError(.notFound, code: "batch_not_found", detail: description) }
}

extension CommandRefused: HTTPErrorConvertible {
  public var httpError: HTTPError {
    HTTPError(
      .conflict, code: "state_conflict", detail: description, members: [.init("state", .string(state.rawValue))])
  }
}

extension KeyReused: HTTPErrorConvertible {
  public var httpError: HTTPError {
    HTTPError(.unprocessableContent, code: "idempotency_key_reused", detail: description)
  }
}

extension JobError: HTTPErrorConvertible {
  public var httpError: HTTPError {
    var members: [JSONValue.Member] = []
    if let pointer {
      members.append(.init("errors", [["pointer": .string(pointer), "detail": .string(message)]]))
    }
    return HTTPError(
      code == "storage_full" ? .insufficientStorage : .unprocessableContent, code: code, detail: message,
      members: members)
  }
}

extension IdentityError: HTTPErrorConvertible {
  public var httpError: HTTPError {
    let status: HTTPStatus =
      switch code {
      case .keyInvalid, .keyExpired, .loginFailed: .unauthorized
      case .notFound: .notFound
      case .nameTaken, .lastAdministrator: .conflict
      case .tooManyTries: .tooManyRequests
      case .hashFailed: .serviceUnavailable
      case .linkInvalid, .passwordWeak, .valueInvalid: .unprocessableContent
      }
    return HTTPError(
      status, code: code.rawValue, detail: message, fields: code == .tooManyTries ? ["Retry-After": "900"] : [:])
  }
}

/// Why a body was refused, with the place in it.
enum InvalidBody {
  static func error(_ error: JSONError) -> HTTPError {
    let isText = error.position != nil
    return HTTPError(
      isText ? .badRequest : .unprocessableContent, code: isText ? "invalid_json" : "invalid_request",
      detail: "The request is not as expected: \(error.description).",
      members: [.init("errors", [["pointer": .string(error.pointer), "detail": .string(error.message)]])])
  }

  static func value(_ pointer: String, _ code: String, _ message: String) -> HTTPError {
    HTTPError(
      .unprocessableContent, code: code, detail: message,
      members: [.init("errors", [["pointer": .string(pointer), "detail": .string(message)]])])
  }
}
