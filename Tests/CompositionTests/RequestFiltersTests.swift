import Configuration
import Testing

@testable import Composition

@Suite struct RequestFiltersTests {
  private func hosts(_ environment: [String: String]) throws -> [String] {
    RequestFilters.allowedHosts(try Keys.schema.load(environment: environment, folder: "/nowhere"))
  }

  @Test func onLoopbackOnlyThisMachinesNamesAreAnswered() throws {
    #expect(try Set(hosts([:])) == ["localhost", "127.0.0.1", "[::1]"])
    #expect(try hosts(["EXPORT_IA_HTTP_HOST": "127.0.0.5"]).contains("127.0.0.5"))
  }

  @Test func elsewhereEveryNameIsAnsweredUntilSomeAreConfigured() throws {
    #expect(try hosts(["EXPORT_IA_HTTP_HOST": "0.0.0.0"]).isEmpty)
    let named = try hosts(["EXPORT_IA_HTTP_HOST": "0.0.0.0", "EXPORT_IA_HTTP_HOSTS": "export.example.org"])
    #expect(named.contains("export.example.org"))
    #expect(named.contains("127.0.0.1"))
  }

  @Test(arguments: [
    ("http://collector:4318", "collector"), ("https://user:pass@traces.example.org/x", "traces.example.org"),
    ("http://[::1]:4318/v1/traces", "[::1]"), ("nonsense", ""),
  ])
  func theCollectorsHostIsTakenFromItsAddress(_ url: String, _ host: String) {
    #expect(CollectorTransport.host(of: url) == host)
  }
}
