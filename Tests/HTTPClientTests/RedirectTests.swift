import HTTPMessage
import Testing

@testable import HTTPClient

@Suite struct RedirectTests {
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.utf8.count == 1 ? "0" + hex : hex)
    }.joined()
  }

  static func client(hops: Int = 5, _ change: (inout HTTPClientSettings) -> Void = { _ in }) throws -> HTTPClient {
    try .local {
      $0.redirects = .follow(hops: hops)
      change(&$0)
    }
  }

  @Test func isOffByDefault() async throws {
    let client = try HTTPClient.local()
    let response = try await client.get(ScenarioServer.url("/redirect?to=/hello"))
    #expect(response.status == .found)
    #expect(response.fields["Location"] == "/hello")
  }

  @Test(arguments: [
    (301, "POST", "GET", ""), (302, "POST", "GET", ""), (303, "POST", "GET", ""), (303, "PUT", "GET", ""),
    (307, "POST", "POST", "body"), (308, "PUT", "PUT", "body"), (301, "PUT", "PUT", "body"), (302, "GET", "GET", ""),
    (303, "HEAD", "HEAD", ""),
  ])
  func keepsOrChangesTheMethod(code: Int, method: String, expected: String, body: String) async throws {
    let client = try Self.client()
    var request = ClientRequest(HTTPMethod(method), try ScenarioServer.url("/redirect?code=\(code)&to=echo"))
    if method == "POST" || method == "PUT" { request.body = .text("body") }
    request.fields["Content-Type"] = "text/plain"
    let response = try await client.send(request)
    #expect(response.fields["X-Method"] == expected)
    #expect(try await response.body.text() == body)
  }

  @Test func stopsAfterTheLastHop() async throws {
    let client = try Self.client(hops: 3)
    let url = try ScenarioServer.url("/redirect?to=")
    func chain(_ length: Int) -> String {
      (1..<length).reduce(url + "/hello") { inner, _ in url + Self.escaped(inner) }
    }
    #expect(try await client.get(chain(3)).status == .ok)
    #expect(await failure { _ = try await client.get(chain(4)) } == .redirect)
  }

  @Test func takesNoCredentialsToAnotherOrigin() async throws {
    let other = try ScenarioServer()
    let client = try Self.client()
    let fields: HTTPFields = [
      "Authorization": "Bearer secret", "X-Api-Key": "secret", "Cookie": "a=b", "Accept": "a/b",
    ]
    let away = try ScenarioServer.url("/redirect?to=\(Self.escaped(other.url("/fields")))")
    let text = try await client.get(away, fields: fields).body.text()
    #expect(!text.contains("secret") && !text.contains("Cookie"))
    #expect(text.contains("a/b"))
    let home = try await client.get(ScenarioServer.url("/redirect?to=/fields"), fields: fields).body.text()
    #expect(home.contains("Bearer secret"))
  }

  @Test(
    arguments: [
      ("file:///etc/passwd", .egressDenied), ("ftp://127.0.0.1/", .egressDenied),
      ("gopher://127.0.0.1:70/", .egressDenied),
      ("http://user:word@127.0.0.1/", .redirect), ("http://127.0.0.2:1/", .egressDenied),
      ("http://[::1]:1/", .egressDenied),
      ("http://0x7f.2:1/", .egressDenied), ("//2130706434:1/", .egressDenied), ("http:///", .redirect),
    ] as [(String, HTTPClientError.Code)])
  func checksEveryHop(location: String, code: HTTPClientError.Code) async throws {
    let home = try #require(IPNetwork("127.0.0.1/32"))
    let client = try Self.client { $0.egress = EgressPolicy(allowedNetworks: [home]) }
    let url = try ScenarioServer.url("/redirect?to=\(Self.escaped(location))")
    #expect(await failure { _ = try await client.get(url) } == code)
  }

  @Test func doesNotSendAStreamAgain() async throws {
    let client = try Self.client()
    let url = try ScenarioServer.url("/redirect?code=307&to=/echo")
    let request = ClientRequest(.post, url, body: .stream(UploadTests.stream(1)))
    #expect(await failure { _ = try await client.send(request) } == .redirect)
  }
}
