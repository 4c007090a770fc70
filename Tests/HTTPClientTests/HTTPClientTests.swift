import HTTPMessage
import Testing

@testable import HTTPClient

@Suite struct HTTPClientTests {
  @Test func answersAndKeepsTheConnection() async throws {
    let server = try ScenarioServer()
    let client = try HTTPClient.local()
    for _ in 0..<20 {
      let response = try await client.get(server.url("/hello"))
      #expect(response.status == .ok)
      #expect(response.version == "1.1")
      #expect(response.fields["content-length"] == "5")
      #expect(try await response.body.text() == "hello")
    }
    #expect(try await client.get(server.url("/connections")).body.text() == "1")
    #expect(client.statistics == ClientStatistics(requests: 21, retries: 0, connections: 1))
    await client.close()
    #expect(await failure { _ = try await client.get(server.url("/hello")) } == .closed)
  }

  @Test(arguments: [
    ("GET", ""), ("POST", ""), ("POST", "body"), ("PUT", "body"), ("PUT", ""), ("PATCH", "body"), ("DELETE", ""),
    ("DELETE", "body"), ("OPTIONS", ""), ("PROPFIND", "body"), ("GET", "body"),
  ])
  func sendsEveryMethod(method: String, body: String) async throws {
    let client = try HTTPClient.local()
    for isRetryable in [true, false] {
      var request = try ClientRequest(HTTPMethod(method), ScenarioServer.url("/echo"))
      request.body = body.isEmpty ? .none : .text(body)
      request.isRetryable = isRetryable
      let response = try await client.send(request)
      #expect(response.fields["X-Method"] == method)
      #expect(try await response.body.text() == body)
    }
  }

  @Test func headHasNoBody() async throws {
    let client = try HTTPClient.local()
    let response = try await client.send(ClientRequest(.head, try ScenarioServer.url("/hello")))
    #expect(response.fields["Content-Length"] == "5")
    #expect(try await response.body.collect() == [])
  }

  @Test(arguments: [
    ("/chunked", "one two three"), ("/interim", "final"), ("/gzip?text=packed", "packed"),
    ("/gzip?text=ab&members=3", "ababab"), ("/zstd?text=packed", "packed"),
    ("/raw?bytes=HTTP/1.1%20200%20OK%0D%0A%0D%0Auntil%20the%20end", "until the end"),
    ("/raw?bytes=HTTP/1.0%20200%20OK%0D%0AX:%20%0D%0A%0D%0Aold", "old"),
  ])
  func readsEveryFraming(path: String, expected: String) async throws {
    let client = try HTTPClient.local()
    let response = try await client.get(ScenarioServer.url(path))
    #expect(try await response.body.text() == expected)
    #expect(response.fields["Content-Encoding"] == nil)
  }

  @Test(
    arguments: [
      ("/truncated", .connectionLost), ("/truncated-chunked", .connectionLost), ("/nothing", .connectionLost),
      ("/reset", .connectionLost), ("/gzip-cut", .decoding), ("/gzip-damaged", .decoding),
      ("/bomb?size=4194304&as=gzip", .tooLarge), ("/bomb?size=4194304&as=zstd", .tooLarge),
      ("/bytes?size=2000000", .tooLarge), ("/endless?key=limit", .tooLarge), ("/fat-header?size=70000", .tooLarge),
      ("/fat-header?size=500000", .tooLarge), ("/many-fields?number=300", .tooLarge), ("/endless-header", .tooLarge),
      ("/raw?bytes=garbage%0D%0A%0D%0A", .protocolViolation),
      ("/raw?bytes=HTTP/1.1%20101%20Switch%0D%0A%0D%0A", .protocolViolation),
      ("/status?code=200&f-Content-Encoding=br", .decoding), ("/stall?seconds=60", .timeout),
      ("/slow?seconds=60", .timeout),
    ] as [(String, HTTPClientError.Code)])
  func failsWithTheRightCode(path: String, code: HTTPClientError.Code) async throws {
    let client = try HTTPClient.local {
      $0.limits.bodyBytes = 1 << 20
      $0.deadlines.firstByte = code == .timeout ? .milliseconds(300) : nil
      $0.deadlines.idle = code == .timeout ? .seconds(1) : nil
    }
    let found = await failure { _ = try await client.get(ScenarioServer.url(path)).body.collect() }
    #expect(found == code)
  }
}
