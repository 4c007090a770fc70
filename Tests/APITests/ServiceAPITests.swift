import HTTPMessage
import HTTPServer
import JSON
import TestSupport
import Testing

@testable import API

@Suite struct ServiceAPITests {
  private func application(isUp: Bool = true) async -> Application {
    let health = HealthMonitor(
      version: "1.0.0",
      probes: [
        HealthProbe("database", isCritical: true) {
          guard isUp else { throw HealthMonitorTests.Broken() }
          return nil
        }
      ],
      now: { "2026-01-02T03:04:05Z" })
    await health.refresh()
    let api = ServiceAPI(health: health, startedAt: "2026-01-02T03:04:05Z") { accept in
      (Array("# EOF\n".utf8), accept == "application/openmetrics-text" ? "application/openmetrics-text" : "text/plain")
    }
    return Application(router: api.router())
  }

  @Test(arguments: TestTransport.allCases)
  func healthAnswersOnBothFamilies(_ transport: TestTransport) async throws {
    try await application().test(transport) { client in
      for path in ["/health", "/health/live", "/health/ready", "/api/v3/health", "/api/v3/health/ready"] {
        let answer = try await client.get(path)
        #expect(answer.status == .ok, "\(path)")
        #expect(answer.fields["cache-control"] == "no-store")
        #expect(answer.fields["content-type"] == "application/json")
      }
    }
  }

  @Test func aBrokenDependencyIs503ButTheProcessIsLive() async throws {
    try await application(isUp: false).test(.inProcess) { client in
      for (path, status) in [("/health", 503), ("/api/v3/health/ready", 503), ("/health/live", 200)] {
        let answer = try await client.get(path)
        #expect(answer.status.code == status, "\(path)")
      }
    }
  }

  @Test func theRootIsJSONForProgramsAndAPageForBrowsers() async throws {
    try await application().test(.inProcess) { client in
      let document = try JSONValue(parsing: try await client.get("/").body)
      #expect(document["name"]?.string == "Export IA")
      #expect(document["links"]?["openapi"]?.string == "/openapi.json" && document["access"]?.string == "keys")
      let page = try await client.get(
        "/", fields: ["Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"])
      #expect(page.fields["content-type"]?.hasPrefix("text/html") == true)
      #expect(page.text.contains(#"data-access="keys""#) && page.text.contains(ProductVersion.number))
      #expect(!page.text.contains("@version@"))
      #expect(page.fields["content-security-policy"]?.contains("script-src 'self';") == true)
    }
  }

  @Test(arguments: [
    ("text/html", true), ("application/json, text/html", false), ("*/*", false), ("text/plain, text/html;q=0.5", true),
    ("", false),
  ])
  func acceptDecides(_ accept: String, _ isPage: Bool) {
    #expect(SystemRoutes.prefersPage(accept) == isPage)
  }

  @Test func everyLinkOfTheRootIsServed() async throws {
    try await application().test(.inProcess) { client in
      let document = try JSONValue(parsing: try await client.get("/").body)
      for link in document["links"]?.object ?? [] {
        let answer = try await client.get(link.value.string ?? "")
        #expect(answer.status == .ok, "\(link.key)")
      }
    }
  }

  @Test func theDescriptionNamesEveryDescribedRouteAndItself() async throws {
    let application = await application()
    try await application.test(.inProcess) { client in
      let answer = try await client.get("/openapi.json")
      let document = try JSONValue(parsing: answer.body)
      #expect(document["openapi"]?.string == "3.1.0")
      let paths = document["paths"]?.object?.map(\.key) ?? []
      #expect(paths.contains("/openapi.json"))
      for route in application.router.routes where route.description != nil {
        let path = document["paths"]?[route.pattern.text]
        #expect(path?[route.method.rawValue.lowercased()]?["operationId"] != nil, "\(route.pattern.text)")
      }
      let tag = try #require(answer.fields["etag"])
      let again = try await client.get("/openapi.json", fields: ["If-None-Match": tag])
      #expect(again.status == .notModified)
    }
  }

  @Test func operationNamesAreUnique() async {
    let names = await application().router.routes.compactMap { $0.description?.operation }
    #expect(Set(names).count == names.count)
  }

  @Test func pagesRunOnlyOurOwnScripts() async throws {
    try await application().test(.inProcess) { client in
      for page in ["/docs", "/redoc"] {
        let policy = try #require(try await client.get(page).fields["content-security-policy"])
        #expect(policy.contains("script-src 'self';"))
        #expect(policy.contains("default-src 'none'"))
      }
    }
  }

  @Test func metricsAreNegotiated() async throws {
    try await application().test(.inProcess) { client in
      let answer = try await client.get("/metrics", fields: ["Accept": "application/openmetrics-text"])
      #expect(answer.fields["content-type"] == "application/openmetrics-text")
    }
  }
}
