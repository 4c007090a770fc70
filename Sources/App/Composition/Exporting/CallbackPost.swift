internal import Exports
internal import HTTPClient
internal import HTTPMessage

/// Takes callbacks to public addresses, and to the private ones that the operator allows.
struct CallbackPost: CallbackTransport {
  private let client: HTTPClient

  init(privateHosts: [String]) throws {
    var settings = HTTPClientSettings()
    settings.egress = EgressPolicy(scope: .publicInternet, allowedHosts: Set(privateHosts))
    // The sender tries again by itself, hours later if it must.
    settings.retry = .never
    settings.deadlines.total = .seconds(30)
    settings.limits.bodyBytes = 64 << 10
    settings.maximumConnections = 16
    client = try HTTPClient(settings)
  }

  func post(_ url: String, fields: [String: String], body: [UInt8]) async throws -> CallbackAnswer {
    var request = ClientRequest(.post, url, body: .bytes(body))
    for (name, value) in fields { request.fields[name] = value }
    let response = try await client.send(request)
    // What it says is nobody's business; reading it lets the connection be used again.
    _ = try? await response.body.collect()
    return CallbackAnswer(
      status: response.status.code, retryAfter: response.fields["retry-after"].flatMap { Int64($0) })
  }

  func close() async {
    await client.close()
  }
}
