import Glibc
import HTTPMessage
import Judging
import Testing

@testable import HTTPClient

@Suite struct RouteTests {
  @Test func usesAUnixSocket() async throws {
    let folder = try TemporaryFolder()
    let server = try ScenarioServer(["--unix", "\(folder.path)/socket"])
    let client = try HTTPClient.local { $0.unixSocket = server.address }
    #expect(try await client.get("http://docker/hello").body.text() == "hello")
  }

  @Test func usesTheProxyItIsTold() async throws {
    let proxy = try ScenarioServer()
    var settings = HTTPClientSettings()
    settings.proxy = ProxySettings(url: "http://127.0.0.1:\(proxy.address)", user: "me", password: "word")
    let client = try HTTPClient(settings)
    let text = try await client.get("http://example.invalid/fields?a=b").body.text()
    #expect(text.contains("http://example.invalid/fields?a=b"))
    #expect(text.contains("Proxy-Authorization"))
    #expect(await failure { _ = try await client.get("http://10.0.0.1/") } == .egressDenied)
    settings.proxy?.bypass = [".invalid", "127.0.0.1"]
    settings.retry = .never
    settings.resolver = { _ in ["127.0.0.1"] }
    let direct = try HTTPClient(settings)
    #expect(await failure { _ = try await direct.get("http://example.invalid/") } == .egressDenied)
  }

  @Test func usesNoProxyOfTheEnvironment() async {
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        setenv(name, "http://127.0.0.1:9", 1)
      }
      let client = try HTTPClient.local()
      guard try await client.get(ScenarioServer.url("/hello")).body.text() == "hello" else { exit(1) }
      exit(0)
    }
  }

  @Test func namesThatDoNotExistAreSaidSo() async throws {
    let client = try HTTPClient.local()
    #expect(await failure { _ = try await client.get("http://nowhere.invalid/") } == .dns)
    #expect(await failure { _ = try await client.get("http://127.0.0.1:1/") } == .connect)
  }

  @Test func reportsEveryRequest() async throws {
    let (reports, continuation) = AsyncStream<RequestReport>.makeStream()
    let client = try HTTPClient.local {
      $0.retry = RetryPolicy(attempts: 2, base: .milliseconds(1))
      $0.observer = { continuation.yield($0) }
    }
    _ = try await client.get(ScenarioServer.url("/flaky?fails=1&key=\(uniqueKey())"))
    _ = try? await client.get("http://127.0.0.1:1/?secret")
    continuation.finish()
    let all = await reports.reduce(into: []) { $0.append($1) }
    #expect(all.map(\.status) == [200, nil])
    #expect(all.map(\.attempts) == [2, 2])
    #expect(all.map(\.failure) == [nil, .connect])
    #expect(all.last?.origin == "http://127.0.0.1:1")
  }
}
