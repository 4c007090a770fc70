import Foundation
import Testing

@testable import ExportIAClient

/// What is sent again, when, and what comes out of a server that answers badly.
@Suite struct RetryTests {
  private static let quick = ClientSettings(
    idleTimeout: .seconds(20), retry: RetryPolicy(attempts: 3, base: .milliseconds(1), longest: .milliseconds(2)))

  private static func client(_ server: FaultyServer) throws -> ExportIAClient {
    try ExportIAClient(server.address, apiKey: "eia_secret", settings: quick)
  }

  private static let busy = answer("503 Service Unavailable", ["Retry-After: 0"], #"{"code":"busy","detail":"Later."}"#)

  @Test func readingIsRepeated() async throws {
    let server = try FaultyServer([Self.busy, Self.busy, answer("200 OK", [], exportDocument("running"))])
    let export = try await Self.client(server).status("01a1")
    #expect(export.status == .running)
    #expect(export.metadata?["customer_id"]?.integer == 7)
    #expect(server.requests.count == 3)
    #expect(server.requests.allSatisfy { $0.contains("Authorization: Bearer eia_secret") })
  }

  @Test func submittingIsRepeatedWithTheSameKey() async throws {
    let server = try FaultyServer([Self.busy, answer("202 Accepted", [], exportDocument("queued"))])
    _ = try await Self.client(server).exportDocument(content: "# A", format: "pdf")
    let keys = server.requests.map { request in
      request.split(separator: "\r\n").first { $0.hasPrefix("Idempotency-Key: ") }
    }
    #expect(keys.count == 2)
    #expect(keys[0] != nil && keys[0] == keys[1])
  }

  @Test func anAnswerThatIsCutIsAskedForAgain() async throws {
    let whole = exportDocument("completed")
    let server = try FaultyServer([
      answer("200 OK", [], String(whole.prefix(40)), claimed: whole.utf8.count), answer("200 OK", [], whole),
    ])
    #expect(try await Self.client(server).status("01a1").status == .completed)
  }

  @Test func commandsAreSentOnce() async throws {
    let server = try FaultyServer([Self.busy, answer("200 OK", [], exportDocument("cancelled"))])
    let error = await #expect(throws: ExportIAError.self) { try await Self.client(server).retry("01a1") }
    #expect(error?.kind == .unavailable && error?.code == "busy" && error?.retryAfter == .zero)
    #expect(server.requests.count == 1)
  }

  @Test func theLastErrorIsTheCallers() async throws {
    let server = try FaultyServer([Self.busy, Self.busy, Self.busy])
    let error = await #expect(throws: ExportIAError.self) { try await Self.client(server).formats() }
    #expect(error?.status == 503 && error?.detail == "Later.")
    #expect(server.requests.count == 3)
  }

  @Test func aLongWaitIsLeftToTheCaller() async throws {
    let server = try FaultyServer([answer("429 Too Many Requests", ["Retry-After: 3600"])])
    let error = await #expect(throws: ExportIAError.self) { try await Self.client(server).formats() }
    #expect(error?.kind == .rateLimited && error?.retryAfter == .seconds(3600))
  }

  @Test func whatTheServerAsksForIsTheLeast() throws {
    let policy = RetryPolicy(attempts: 5, base: .milliseconds(100), longest: .seconds(1))
    var error = ExportIAError(.rateLimited, code: "slow", detail: "", status: 429)
    for (attempt, most) in [(1, Duration.milliseconds(100)), (2, .milliseconds(200)), (4, .milliseconds(800))] {
      for _ in 0..<50 {
        let delay = try #require(policy.delay(after: attempt, of: error))
        #expect(delay >= .zero && delay <= most)
      }
    }
    error.retryAfter = .seconds(2)
    let delay = try #require(policy.delay(after: 1, of: error))
    #expect(delay >= .seconds(2) && delay <= .milliseconds(2_100))
    #expect(policy.delay(after: 5, of: error) == nil)
    error.retryAfter = .seconds(61)
    #expect(policy.delay(after: 1, of: error) == nil)
    #expect(policy.delay(after: 1, of: ExportIAError(.conflict, code: "", detail: "", status: 409)) == nil)
    #expect(policy.delay(after: 1, of: ExportIAError(.connection, code: "", detail: "")) != nil)
  }

  @Test(arguments: [
    ("0", 0.0), ("120", 120), (" 7 ", 7), ("99999999999999999999", 1e9), ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
    ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
  ])
  func timesToWaitAreRead(_ text: String, _ seconds: Double) throws {
    let noon = try #require(Timestamp.date("2026-11-21T12:00:00Z"))
    #expect(RetryAfter.duration(text, now: noon) == .seconds(seconds))
    #expect(RetryAfter.duration("soon", now: noon) == nil)
    #expect(RetryAfter.duration("-1", now: noon) == nil)
  }

  @Test func nobodyThere() async throws {
    let server = try FaultyServer([])
    let address = server.address
    _ = consume server
    let client = try ExportIAClient(address, settings: ClientSettings(retry: .never))
    let error = await #expect(throws: ExportIAError.self) { try await client.formats() }
    #expect(error?.kind == .connection)
    #expect(error?.detail.contains("127.0.0.1") == true)
  }

  @Test func whatIsNoAnswerOfOurs() async throws {
    let server = try FaultyServer([
      answer("200 OK", ["Content-Type: text/html"], "<p>Welcome</p>"),
      answer("302 Found", ["Location: http://127.0.0.1:1/elsewhere"]), answer("500 Internal Server Error", [], "<p>"),
    ])
    let client = try Self.client(server)
    for kind in [ExportIAError.Kind.unexpectedAnswer, .unexpectedAnswer, .server] {
      let error = await #expect(throws: ExportIAError.self) { try await client.formats() }
      #expect(error?.kind == kind)
    }
    #expect(throws: ExportIAError.self) { try ExportIAClient("127.0.0.1:8000") }
    let smuggler = try ExportIAClient(server.address, apiKey: "eia_a\r\nHost: b", settings: Self.quick)
    let refused = await #expect(throws: ExportIAError.self) { try await smuggler.formats() }
    #expect(refused?.code == "invalid_key" && server.requests.count == 3)
  }

  @Test func cancellingEndsTheWait() async throws {
    let server = try FaultyServer([answer("503 Service Unavailable", ["Retry-After: 50"])])
    let client = try Self.client(server)
    let task = Task { try await client.formats() }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
