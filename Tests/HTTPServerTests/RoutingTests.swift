import HTTPMessage
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct RoutingTests {
  private static var application: Application {
    var router = Router()
    router.get("/health") { _ in .text("ok") }
    router.get("/items/special") { _ in .text("literal") }
    router.get("/items/{id:int}") { request in .text("int \(try request.parameter("id", as: Int.self))") }
    router.get("/items/{name}") { request in .text("text \(request.parameter("name") ?? "")") }
    router.get("/files/{path...}") { request in .text("rest \(request.parameter("path") ?? "")") }
    router.post("/items") { request in
      await Task.yield()
      return .bytes(request.body.bytes ?? [], type: "application/octet-stream")
    }
    router.get("/fails") { _ in throw TestFailure("secret") }
    router.on(.get, "/slow") { _ async in
      await Task.yield()
      return .text("slow")
    }
    return Application(router: router)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var method = HTTPMethod.get
    var target: String
    var status: Int
    var text: String?
    var fields: [String: String] = [:]
    var testDescription: String { "\(method) \(target)" }
  }

  static let cases = [
    Case(target: "/health", status: 200, text: "ok"),
    Case(target: "/health?x=1", status: 200, text: "ok"),
    Case(target: "/he%61lth", status: 200, text: "ok"),
    Case(target: "http://other/health", status: 200, text: "ok"),
    Case(method: .head, target: "/health", status: 200, text: "", fields: ["content-length": "2"]),
    Case(target: "/items/special", status: 200, text: "literal"),
    Case(target: "/items/42", status: 200, text: "int 42"),
    Case(target: "/items/-7", status: 200, text: "int -7"),
    Case(target: "/items/4x", status: 200, text: "text 4x"),
    Case(target: "/items/a%2Fb%20c", status: 200, text: "text a/b c"),
    Case(target: "/items/", status: 404),
    Case(target: "/files/a/b.txt", status: 200, text: "rest a/b.txt"),
    Case(target: "/files/", status: 200, text: "rest "),
    Case(target: "/nothing", status: 404),
    Case(method: .delete, target: "/items", status: 405, fields: ["allow": "OPTIONS, POST"]),
    Case(method: .options, target: "/health", status: 204, fields: ["allow": "GET, HEAD, OPTIONS"]),
    Case(method: .options, target: "*", status: 204),
    Case(target: "/fails", status: 500),
    Case(target: "/slow", status: 200, text: "slow"),
  ]

  @Test(arguments: TestTransport.allCases, cases)
  func routes(_ transport: TestTransport, _ example: Case) async throws {
    try await Self.application.test(transport) { client in
      let response = try await client.send(example.method, example.target)
      #expect(response.status.code == example.status)
      #expect(response.isComplete)
      if let text = example.text { #expect(response.text == text) }
      for (name, value) in example.fields { #expect(response.fields[name] == value) }
      if example.status == 500 { #expect(!response.text.contains("secret")) }
      if example.status >= 400 { #expect(response.fields["content-type"] == "application/problem+json") }
    }
  }

  @Test(arguments: TestTransport.allCases)
  func bodiesComeBack(_ transport: TestTransport) async throws {
    let body = [UInt8]((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try await Self.application.test(transport) { client in
      let response = try await client.post("/items", body: body)
      #expect(response.status == .ok)
      #expect(response.body == body)
    }
  }
}
