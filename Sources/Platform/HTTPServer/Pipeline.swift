internal import HTTPMessage

/// The way of every request, whatever it came on: observers, filters, route, handler, error mapping, filters.
final class Pipeline: Sendable {
  enum Run: Sendable {
    case ready(Response)
    case pending(@Sendable (Request) async throws -> Response)
  }

  private let trie: RouteTrie
  private let filters: [any Filter]
  private let observers: [any ExchangeObserver]
  private let compression: CompressionPolicy

  init(_ application: Application) {
    trie = RouteTrie(application.router.routes)
    filters = application.filters
    observers = application.observers
    compression = application.compression
  }

  /// Finds the route; an answer when the request ends here.
  func admit(_ request: inout Request) -> Response? {
    for observer in observers { observer.began(&request) }
    do {
      for filter in filters {
        if let response = try filter.receive(&request) { return response }
      }
    } catch {
      return answer(to: error, for: request)
    }
    switch trie.find(request.method, in: request.head) {
    case .found(let match):
      request.match = match
      return nil
    case .otherMethods(let methods):
      return otherMethod(methods, request)
    case .nothing:
      if request.method == .options, request.path == "*" { return .noContent }
      return answer(
        to: HTTPError(.notFound, code: "not_found", detail: "There is nothing at this address."), for: request)
    }
  }

  private func otherMethod(_ methods: [HTTPMethod], _ request: Request) -> Response {
    var names = methods.map(\.rawValue)
    if names.contains("GET"), !names.contains("HEAD") { names.append("HEAD") }
    if !names.contains("OPTIONS") { names.append("OPTIONS") }
    let allow = names.sorted().joined(separator: ", ")
    guard request.method != .options else { return Response(.noContent, fields: ["Allow": allow]) }
    return answer(
      to: HTTPError(
        .methodNotAllowed, code: "method_not_allowed",
        detail: "This address does not know the method \(request.method). It knows: \(allow).",
        fields: ["Allow": allow]),
      for: request)
  }

  /// Starts the handler; a synchronous one is done at once.
  func run(_ request: Request) -> Run {
    guard let route = request.match?.route else {
      return .ready(answer(to: RequestRefusal.malformed("There is no route.").httpError, for: request))
    }
    switch route.handler {
    case .synchronous(let handler):
      do {
        return .ready(try handler(request))
      } catch {
        return .ready(answer(to: error, for: request))
      }
    case .asynchronous(let handler):
      return .pending(handler)
    }
  }

  /// The answer to something thrown; what is not meant for the client stays inside.
  func answer(to error: any Error, for request: Request) -> Response {
    let known: HTTPError
    if let error = error as? HTTPError {
      known = error
    } else if let error = error as? any HTTPErrorConvertible {
      known = error.httpError
      // The answer tells less than the error does, so its cause must not be lost.
      if known.status.code >= 500 { failed(request, error) }
    } else if error is CancellationError {
      known = HTTPError(.serviceUnavailable, code: "cancelled", detail: "The request was cancelled.")
    } else {
      known = HTTPError(
        .internalServerError, code: "internal_error",
        detail: "Something went wrong here. The request id helps to find out what.")
      failed(request, error)
    }
    return known.response(for: request)
  }

  /// Makes the answer ready for the wire.
  func conclude(_ request: Request, _ response: inout Response) {
    if response.status == .ok, let error = ConditionalAnswer.apply(request, &response) {
      response = error.response(for: request)
    }
    CompressedAnswer.apply(request, &response, compression)
    for filter in filters.reversed() { filter.finish(request, &response) }
  }

  func failed(_ request: Request, _ error: any Error) {
    for observer in observers { observer.failed(request, error) }
  }

  func refused(_ status: HTTPStatus, code: String, _ connection: ConnectionDescription) {
    for observer in observers { observer.refused(status, code: code, connection) }
  }

  func ended(_ request: Request, _ outcome: ExchangeOutcome) {
    for observer in observers { observer.ended(request, outcome) }
  }
}
