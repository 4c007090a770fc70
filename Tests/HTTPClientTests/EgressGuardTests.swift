import HTTPMessage
import Testing
import Threads

@testable import HTTPClient

/// The guard at work: nothing may reach the server.
@Suite struct EgressGuardTests {
  static let hosts = [
    "127.0.0.1", "localhost", "LOCALHOST", "127.1", "0177.1", "0177.0.0.01", "0x7f.1", "0x7f000001",
    "2130706433", "017700000001", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]", "%31%32%37.0.0.1",
  ]

  @Test func refusesEverySpellingOfThisMachine() async throws {
    let server = try ScenarioServer()
    let client = try HTTPClient()
    for host in Self.hosts {
      let code = await failure { _ = try await client.get(server.url("/hello", host: host)) }
      #expect(code == .egressDenied || code == .dns && host.hasPrefix("%"), "\(host)")
    }
    let friend = try HTTPClient.local()
    #expect(try await friend.get(server.url("/connections")).body.text() == "1")
  }

  @Test(
    arguments: [
      ("ftp://example.com/", .egressDenied), ("file:///etc/passwd", .egressDenied), ("gopher://a/", .egressDenied),
      ("http://user@example.com/", .invalidRequest), ("http://user:word@example.com/", .invalidRequest),
      ("http://:word@example.com/", .invalidRequest), ("http://@example.com/", .invalidRequest), ("", .invalidRequest),
      ("example.com", .invalidRequest), ("/path", .invalidRequest), ("http://", .invalidRequest),
      ("http://exa mple.com/", .invalidRequest), ("http://a/\r\nX: 1", .invalidRequest),
      ("http://a/\u{0}", .invalidRequest),
      ("http://bücher.example/", .invalidRequest), ("http://a:0/", .invalidRequest),
      ("http://a:65536/", .invalidRequest),
      ("http://[fe80::1%25eth0]/", .invalidRequest), ("http://[::1/", .invalidRequest),
      ("http://a:x/", .invalidRequest),
      ("http://10.0.0.1/", .egressDenied), ("https://169.254.169.254/latest/meta-data", .egressDenied),
      ("http://[fd00:ec2::254]/", .egressDenied), ("http://[64:ff9b::a00:1]/", .egressDenied),
      ("http://[2002:a00:1::]/", .egressDenied), ("http://224.0.0.1/", .egressDenied),
    ] as [(String, HTTPClientError.Code)])
  func refusesTheUrl(url: String, code: HTTPClientError.Code) async throws {
    // Whatever is a name leads to this machine here, so that no test asks a real name service.
    var settings = HTTPClientSettings()
    settings.resolver = { _ in ["127.0.0.1"] }
    settings.retry = .never
    let client = try HTTPClient(settings)
    #expect(await failure { _ = try await client.get(url) } == code)
  }

  @Test func looksAtTheAddressOfEachConnection() async throws {
    let server = try ScenarioServer()
    let answers = Lock(["127.0.0.1", "127.0.0.2", "169.254.169.254", "10.0.0.1,127.0.0.2", "::1"])
    let home = try #require(IPNetwork("127.0.0.1/32"))
    var settings = HTTPClientSettings()
    settings.egress = EgressPolicy(allowedNetworks: [home])
    settings.retry = .never
    settings.resolver = { _ in answers.withLock { $0.isEmpty ? [] : [$0.removeFirst()] } }
    let client = try HTTPClient(settings)
    let url = server.url("/raw?bytes=HTTP/1.0%20200%20OK%0D%0A%0D%0A", host: "rebinding.example")
    #expect(try await client.get(url).status == .ok)
    for _ in 0..<4 { #expect(await failure { _ = try await client.get(url) } == .egressDenied) }
  }

  @Test func triesTheAllowedOneOfSeveralAddresses() async throws {
    let server = try ScenarioServer()
    let home = try #require(IPNetwork("127.0.0.1/32"))
    var settings = HTTPClientSettings()
    settings.egress = EgressPolicy(allowedNetworks: [home])
    settings.resolver = { _ in ["127.0.0.2", "127.0.0.1"] }
    let client = try HTTPClient(settings)
    #expect(try await client.get(server.url("/hello", host: "two.example")).status == .ok)
  }

  @Test func keepsToThePortsAndHosts() async throws {
    let server = try ScenarioServer()
    let port = try #require(UInt16(server.address))
    func code(_ policy: EgressPolicy, _ host: String) async throws -> HTTPClientError.Code? {
      var settings = HTTPClientSettings()
      settings.egress = policy
      settings.retry = .never
      settings.resolver = { _ in ["127.0.0.1"] }
      let client = try HTTPClient(settings)
      return await failure { _ = try await client.get(server.url("/hello", host: host)) }
    }
    #expect(try await code(EgressPolicy(allowedHosts: ["store.internal"]), "store.internal") == nil)
    #expect(try await code(EgressPolicy(allowedHosts: ["store.internal"]), "STORE.internal") == nil)
    #expect(try await code(EgressPolicy(allowedHosts: ["store.internal"]), "x.store.internal") == .egressDenied)
    #expect(try await code(EgressPolicy(scope: .everywhere, allowedPorts: [port]), "a") == nil)
    #expect(try await code(EgressPolicy(scope: .everywhere, allowedPorts: [443]), "a") == .egressDenied)
  }

  @Test func errorsTellNoSecret() async throws {
    let client = try HTTPClient.local()
    for path in ["/nothing?token=hidden", "/truncated?token=hidden", "/raw?bytes=x&token=hidden", "/hid den"] {
      do {
        let url = try ScenarioServer.url("/hidden\(path)").replacing("/hidden", with: "")
        _ = try await client.get(url, fields: ["Authorization": "hidden"]).body.collect()
        Issue.record("no error for \(path)")
      } catch {
        #expect(!"\(error)".contains("hid"))
      }
    }
  }

  @Test(arguments: [
    ("X-A", "a\r\nX-B: b"), ("X-A", "a\nb"), ("X-A", "a\u{0}b"), ("X A", "a"), ("", "a"), ("X-A:", "a"), ("X-Ä", "a"),
    ("Content-Length", "5"), ("transfer-encoding", "chunked"), ("Connection", "close"), ("TE", "trailers"),
    ("Upgrade", "h2c"), ("Expect", "100-continue"), ("Proxy-Authorization", "x"),
  ])
  func refusesTheField(name: String, value: String) async throws {
    let client = try HTTPClient.local()
    var fields = HTTPFields()
    fields.append(name, value)
    let request = ClientRequest(.get, try ScenarioServer.url("/hello"), fields: fields)
    #expect(await failure { _ = try await client.send(request) } == .invalidRequest)
  }

  @Test(arguments: ["", "GE T", "GET\r\n", "CONNECT", "GÄT"])
  func refusesTheMethod(method: String) async throws {
    let client = try HTTPClient.local()
    let request = ClientRequest(HTTPMethod(method), try ScenarioServer.url("/hello"))
    #expect(await failure { _ = try await client.send(request) } == .invalidRequest)
  }
}
