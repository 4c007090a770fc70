internal import HTTPClient
internal import HTTPMessage
internal import Telemetry

/// Takes spans to the collector that the configuration names, and to nobody else.
struct CollectorTransport: TraceTransport {
  private let client: HTTPClient
  private let url: String

  init(url: String) throws {
    var settings = HTTPClientSettings()
    // The operator named it, so it may stand on a private address.
    settings.egress = EgressPolicy(scope: .listed, allowedHosts: [Self.host(of: url)])
    // The exporter repeats by itself, and with the batch it has then.
    settings.retry = .never
    settings.deadlines.total = .seconds(10)
    settings.limits.bodyBytes = 1 << 20
    settings.maximumConnections = 2
    client = try HTTPClient(settings)
    self.url = url.hasSuffix("/v1/traces") ? url : url + (url.hasSuffix("/") ? "" : "/") + "v1/traces"
  }

  func send(_ body: [UInt8], contentType: String) async throws -> TraceTransportAnswer {
    let response = try await client.send(
      ClientRequest(.post, url, fields: ["Content-Type": contentType], body: .bytes(body)))
    let seconds = response.fields["retry-after"].flatMap { Int($0) }
    return TraceTransportAnswer(
      status: response.status.code, retryAfter: seconds.map { .seconds($0) }, body: try await response.body.collect())
  }

  func close() async {
    await client.close()
  }

  /// The name between the scheme and the port.
  static func host(of url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    let place = authority.split(separator: "@").last ?? ""
    if place.hasPrefix("["), let end = place.firstIndex(of: "]") { return String(place[...end]) }
    return String(place.prefix { $0 != ":" })
  }
}
