internal import HTTPMessage
internal import HTTPServer
internal import Telemetry

/// Measures every exchange, logs it, and makes it a span of the caller's trace.
///
/// It runs on the event loop. What happens for each request takes no lock; the instruments of all routes are made
/// before the first one comes.
struct RequestObserver: ExchangeObserver {
  /// The span of a request, for those who make spans below it.
  enum SpanKey: RequestValues.Key {
    typealias Value = Span
  }

  private let tracer: Tracer?
  private let logger: Logger
  private let logsEveryRequest: Bool
  private let routes: [ObjectIdentifier: HTTPServerMetrics.Route]
  /// What matched no route; one series, as paths of strangers have no end.
  private let unmatched: HTTPServerMetrics.Route
  private let refusals: Counter

  init(_ routes: [Route], metrics: HTTPServerMetrics, tracer: Tracer?, logger: Logger, logsEveryRequest: Bool) {
    self.tracer = tracer
    self.logger = logger
    self.logsEveryRequest = logsEveryRequest
    self.routes = Dictionary(
      routes.map { (ObjectIdentifier($0), metrics.route(method: $0.method.rawValue, route: $0.pattern.text)) },
      uniquingKeysWith: { first, _ in first })
    unmatched = metrics.route(method: "other", route: "unmatched")
    refusals = metrics.refusals("malformed")
  }

  func began(_ request: inout Request) {
    unmatched.started()
    guard let tracer else { return }
    let remote = request.fields["traceparent"].flatMap {
      TraceContext(traceparent: $0, tracestate: request.fields.list("tracestate"))
    }
    request.values[SpanKey.self] = tracer.span(
      "\(request.method)", kind: .server, remote: remote,
      [
        "http.request.method": .string(request.method.rawValue), "url.path": .string(request.path),
        "url.scheme": .string(request.scheme), "client.address": .string(request.clientAddress),
      ])
  }

  func ended(_ request: Request, _ outcome: ExchangeOutcome) {
    let route = request.route
    let instruments = route.flatMap { routes[ObjectIdentifier($0)] } ?? unmatched
    let duration = Duration.nanoseconds(Int64(clamping: outcome.nanoseconds))
    // All routes share one level of requests in flight.
    instruments.ended(
      status: outcome.status.code, duration: duration, bytesIn: outcome.requestBytes, bytesOut: outcome.responseBytes)
    if let span = request.values[SpanKey.self] {
      if let route { span.rename("\(request.method) \(route.pattern.text)") }
      span.set("http.response.status_code", .integer(outcome.status.code))
      if let route { span.set("http.route", .string(route.pattern.text)) }
      if outcome.status.code >= 500 { span.set(status: .error("status \(outcome.status.code)")) }
      span.end()
    }
    let level: LogLevel = outcome.status.code >= 500 ? .warning : logsEveryRequest ? .info : .debug
    guard logger.isEnabled(level) else { return }
    logger.log(
      level, outcome.isComplete ? "request" : "request broke off",
      [
        "method": .string(request.method.rawValue), "path": .string(request.path),
        "status": .integer(outcome.status.code), "duration": .duration(duration),
        "bytes_in": .integer(outcome.requestBytes), "bytes_out": .integer(outcome.responseBytes),
        "client": .string(request.clientAddress),
      ], context: Self.context(request))
  }

  func failed(_ request: Request, _ error: any Error) {
    request.values[SpanKey.self]?.record(error)
    logger.log(
      .error, "a handler failed",
      ["method": .string(request.method.rawValue), "path": .string(request.path), "error": .string("\(error)")],
      context: Self.context(request))
  }

  func refused(_ status: HTTPStatus, code: String, _ connection: ConnectionDescription) {
    refusals.increment()
    logger.log(
      .debug, "a request was refused",
      ["status": .integer(status.code), "code": .string(code), "client": .string(connection.remote.host)],
      context: nil)
  }

  static func context(_ request: Request) -> TelemetryContext {
    TelemetryContext(requestID: request.id.description, trace: request.values[SpanKey.self]?.context)
  }
}
