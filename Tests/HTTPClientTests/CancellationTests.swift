import HTTPMessage
import Testing

@testable import HTTPClient

@Suite struct CancellationTests {
  /// Asks until the count is there: the server tells of an event by counting it.
  static func wait(for key: String, _ client: HTTPClient) async throws {
    while try await ScenarioServer.count(key, client) == 0 { await Task.yield() }
  }

  @Test func endsAWaitingRequest() async throws {
    let client = try HTTPClient.local()
    let key = uniqueKey()
    let url = try ScenarioServer.url("/waits-for-end?key=\(key)")
    let task = Task { await failure { _ = try await client.get(url) } }
    try await Self.wait(for: "\(key)-open", client)
    task.cancel()
    #expect(await task.value == .cancelled)
    try await Self.wait(for: "\(key)-closed", client)
  }

  @Test func endsAReader() async throws {
    let client = try HTTPClient.local()
    let response = try await client.get(ScenarioServer.url("/stall"))
    let task = Task { await failure { for try await _ in response.body {} } }
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test func droppingTheBodyEndsTheTransfer() async throws {
    let server = try ScenarioServer()
    let client = try HTTPClient.local { $0.maximumConnectionsPerOrigin = 1 }
    for _ in 0..<5 {
      let response = try await client.get(server.url("/endless?key=x"))
      #expect(response.status == .ok)
    }
    #expect(try await client.get(server.url("/hello")).status == .ok)
  }

  @Test func alreadyCancelledSendsNothing() async throws {
    let client = try HTTPClient.local()
    let url = try ScenarioServer.url("/slow?seconds=20")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { _ = try await client.get(url) }
    }
    #expect(await task.value == .cancelled)
  }

  @Test func survivesAStorm() async throws {
    let server = try ScenarioServer()
    let client = try HTTPClient.local {
      $0.maximumConnections = 20
      $0.maximumConnectionsPerOrigin = 20
    }
    let codes = await withTaskGroup(of: HTTPClientError.Code?.self) { group in
      for number in 0..<600 {
        group.addTask {
          let path = ["/slow?seconds=20", "/stall", "/endless?key=s", "/hello"][number % 4]
          let work = Task { await failure { _ = try await client.get(server.url(path)).body.collect(upTo: .max) } }
          for _ in 0..<(number % 23) { await Task.yield() }
          work.cancel()
          return await work.value
        }
      }
      return await group.reduce(into: [HTTPClientError.Code?: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(codes[nil, default: 0] + codes[.cancelled, default: 0] + codes[.tooLarge, default: 0] == 600)
    for _ in 0..<40 { #expect(try await client.get(server.url("/hello")).body.text() == "hello") }
  }

  @Test func closingEndsEverything() async throws {
    let client = try HTTPClient.local { $0.maximumConnections = 2 }
    let url = try ScenarioServer.url("/slow?seconds=20")
    let tasks = (0..<10).map { _ in Task { await failure { _ = try await client.get(url) } } }
    await client.close()
    for task in tasks { #expect(await task.value == .closed) }
  }
}
