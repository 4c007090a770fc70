internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

extension ExportIAError {
  /// A problem document of RFC 9457.
  private struct Problem: Decodable {
    var code: String?
    var title: String?
    var detail: String?
    var errors: [Place]?
    var request_id: String?
  }

  /// What an answer with an error says.
  init(_ answer: TransportAnswer, _ body: Data) {
    let problem = try? JSONDecoder().decode(Problem.self, from: body)
    self.init(
      Self.kind(of: answer.status), code: problem?.code ?? "status_\(answer.status)",
      detail: problem?.detail ?? problem?.title ?? "The server answered with status \(answer.status).",
      status: answer.status, errors: problem?.errors ?? [],
      retryAfter: answer["retry-after"].flatMap { RetryAfter.duration($0, now: Date()) },
      requestID: problem?.request_id ?? answer["x-request-id"])
  }

  private static func kind(of status: Int) -> Kind {
    switch status {
    case 401: .unauthorized
    case 403: .forbidden
    case 404: .notFound
    case 408: .timedOut
    case 409: .conflict
    case 410: .gone
    case 413: .tooLarge
    case 429: .rateLimited
    case 400...499: .invalidRequest
    case 502, 503, 504: .unavailable
    case 500...599: .server
    default: .unexpectedAnswer
    }
  }

  /// The error of a transport in our words; a cancelled task stays what it is.
  static func of(_ error: any Error, server: URL) -> any Error {
    if error is CancellationError || error is ExportIAError { return error }
    let name = server.host.map { host in server.port.map { "\(host):\($0)" } ?? host } ?? server.absoluteString
    if let error = error as? URLError {
      switch error.code {
      case .cancelled: return CancellationError()
      case .timedOut:
        return ExportIAError(.timedOut, code: "timed_out", detail: "\(name) sent nothing for too long.", cause: error)
      default: break
      }
    }
    return ExportIAError(
      .connection, code: "connection_failed",
      detail: "\(name) was not reached, or the connection broke: \(error.localizedDescription)", cause: error)
  }
}
