/// What a server measures about its requests and connections.
///
/// Each route is registered once; what happens per request then takes no lock and allocates nothing.
public final class HTTPServerMetrics: Sendable {
  /// The instruments of one route.
  public final class Route: Sendable {
    private let requests: [Counter]
    private let duration: Histogram
    private let received: Counter
    private let sent: Counter
    private let inFlight: Level

    fileprivate init(requests: [Counter], duration: Histogram, received: Counter, sent: Counter, inFlight: Level) {
      self.requests = requests
      self.duration = duration
      self.received = received
      self.sent = sent
      self.inFlight = inFlight
    }

    /// A request was read up to its body.
    public func started() { inFlight.increment() }

    /// A request that had started got no answer, as its connection broke.
    public func abandoned() { inFlight.decrement() }

    /// A request was answered. `started` is the caller's to balance: use `ended` for both.
    public func finished(status: Int, duration: Duration, bytesIn: Int, bytesOut: Int) {
      requests[min(max(status / 100, 1), 5) - 1].increment()
      self.duration.record(duration)
      received.add(bytesIn)
      sent.add(bytesOut)
    }

    /// A request that had started was answered.
    public func ended(status: Int, duration: Duration, bytesIn: Int, bytesOut: Int) {
      inFlight.decrement()
      finished(status: status, duration: duration, bytesIn: bytesIn, bytesOut: bytesOut)
    }
  }

  private static let statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"]

  private let requests: MetricFamily<Counter>
  private let durations: MetricFamily<Histogram>
  private let received: MetricFamily<Counter>
  private let sent: MetricFamily<Counter>
  private let inFlight: Level
  private let accepted: Counter
  private let open: Level
  private let refused: MetricFamily<Counter>

  public init(_ registry: MetricRegistry) {
    requests = registry.counters(
      "http_requests", help: "Requests that were answered", labels: ["method", "route", "status"], limit: 5_000)
    durations = registry.histograms(
      "http_request_duration_seconds", help: "Time from a request's head to the end of its answer", scale: .seconds,
      labels: ["method", "route"])
    received = registry.counters(
      "http_request_body_bytes", help: "Bytes of request bodies", labels: ["method", "route"])
    sent = registry.counters(
      "http_response_body_bytes", help: "Bytes of response bodies", labels: ["method", "route"])
    inFlight = registry.level("http_requests_in_flight", help: "Requests that are being answered")
    accepted = registry.counter("http_connections_accepted", help: "Connections that were accepted")
    open = registry.level("http_connections_open", help: "Connections that are open")
    refused = registry.counters(
      "http_connections_refused", help: "Connections that were refused", labels: ["reason"], limit: 32)
  }

  /// The instruments of a route; for set-up, as it takes a lock. `route` is the pattern, not the path.
  public func route(method: String, route: String) -> Route {
    Route(
      requests: Self.statusClasses.map { requests.series(method, route, $0) },
      duration: durations.series(method, route), received: received.series(method, route),
      sent: sent.series(method, route), inFlight: inFlight)
  }

  public func connectionOpened() {
    accepted.increment()
    open.increment()
  }

  public func connectionClosed() { open.decrement() }

  /// The instrument for connections refused for that reason; for set-up.
  public func refusals(_ reason: String) -> Counter { refused.series(reason) }
}
