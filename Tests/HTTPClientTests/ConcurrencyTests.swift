import Glibc
import HTTPMessage
import Synchronization
import Testing

@testable import HTTPClient

@Suite struct ConcurrencyTests {
  @Test func thousandRequestsShareAFewConnections() async throws {
    let server = try ScenarioServer()
    let client = try HTTPClient.local {
      $0.maximumConnections = 50
      $0.maximumConnectionsPerOrigin = 16
    }
    let good = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<1000 {
        group.addTask {
          let request = ClientRequest(.put, server.url("/echo"), body: .text("body \(number)"))
          return try await client.send(request).body.text() == "body \(number)"
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(good == 1000)
    #expect(client.statistics.connections <= 16)
    let connections = try #require(Int(try await client.get(server.url("/connections")).body.text()))
    #expect(connections <= 16)
  }

  @Test func oneOriginDoesNotHoldUpAnother() async throws {
    let (slow, fast) = (try ScenarioServer(), try ScenarioServer())
    let client = try HTTPClient.local {
      $0.maximumConnections = 4
      $0.maximumConnectionsPerOrigin = 2
    }
    let waiting = (0..<20).map { _ in
      Task { await failure { _ = try await client.get(slow.url("/slow?seconds=20")) } }
    }
    for _ in 0..<20 { #expect(try await client.get(fast.url("/hello")).status == .ok) }
    for task in waiting { task.cancel() }
    for task in waiting { #expect(await task.value == .cancelled) }
  }

  @Test func waitingForAConnectionEndsWithTheTotalLimit() async throws {
    let client = try HTTPClient.local { $0.maximumConnections = 1 }
    let url = try ScenarioServer.url("/slow?seconds=20")
    let first = Task { await failure { _ = try await client.get(url) } }
    var request = ClientRequest(.get, url)
    request.deadlines = Deadlines(total: .milliseconds(300))
    let bounded = request
    let others = (0..<5).map { _ in Task { await failure { _ = try await client.send(bounded) } } }
    for task in others { #expect(await task.value == .timeout) }
    first.cancel()
    #expect(await first.value == .cancelled)
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    let client = try HTTPClient.local()
    let key = uniqueKey()
    let response = try await client.get(ScenarioServer.url("/endless?key=\(key)"))
    var (last, same) = (-1, 0)
    // Blocks of 64 KB; what is in the sockets' and our buffers is all that the server can send.
    while same < 20 {
      let now = try await ScenarioServer.count(key, client)
      same = now == last ? same + 1 : 0
      last = now
    }
    #expect(last < 256)
    var iterator = response.body.makeAsyncIterator()
    var received = 0
    while received < 64 << 20, let chunk = try await iterator.next() {
      #expect(chunk.count <= 512 << 10)
      received += chunk.count
    }
    #expect(received >= 64 << 20)
  }

  @Test func progressKeepsATransferAlive() async throws {
    let client = try HTTPClient.local {
      $0.deadlines.idle = .seconds(2)
      $0.deadlines.firstByte = .seconds(2)
    }
    #expect(try await client.get(ScenarioServer.url("/trickle?seconds=0.25")).body.text() == "xxxxxxxxxx")
    #expect(
      await failure { _ = try await client.get(ScenarioServer.url("/trickle?seconds=0.25")).body.collect(upTo: 5) }
        == .tooLarge)
  }

  @Test(.enabled(if: getenv("EXPORT_IA_LONG_TESTS") != nil, "set EXPORT_IA_LONG_TESTS=1"))
  func aGigabyteTakesNoMemory() async throws {
    let client = try HTTPClient.local { $0.limits.bodyBytes = 2 << 30 }
    let response = try await client.get(ScenarioServer.url("/bytes?size=\(1 << 30)"))
    var received = 0
    var first = 0
    for try await chunk in response.body {
      received += chunk.count
      if first == 0, received > 64 << 20 { first = Self.residentBytes() }
    }
    #expect(received == 1 << 30)
    #expect(Self.residentBytes() - first < 8 << 20)
  }

  static func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 256)
    let count = fread(&line, 1, line.count, file)
    let words = String(decoding: line[..<count], as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4096 : 0
  }
}
