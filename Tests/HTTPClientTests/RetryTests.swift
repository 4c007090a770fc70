import HTTPMessage
import Testing

@testable import HTTPClient

@Suite struct RetryTests {
  static func client(_ change: (inout RetryPolicy) -> Void = { _ in }) throws -> HTTPClient {
    try .local {
      $0.retry = RetryPolicy(attempts: 4, base: .milliseconds(2), longest: .milliseconds(10))
      change(&$0.retry)
    }
  }

  @Test(arguments: [
    ("GET", "", false, 200, 3), ("PUT", "", false, 200, 3), ("DELETE", "", false, 200, 3), ("POST", "", false, 503, 1),
    ("PATCH", "", false, 503, 1), ("POST", "", true, 200, 3), ("GET", "&code=500", false, 500, 1),
    ("GET", "&code=429", false, 200, 3), ("GET", "&after=3600", false, 503, 1), ("GET", "&after=0", false, 200, 3),
  ])
  func repeatsWhatMayBeRepeated(
    method: String, query: String, isRetryable: Bool, status: Int, attempts: Int
  ) async throws {
    let client = try Self.client()
    let key = uniqueKey()
    var request = ClientRequest(HTTPMethod(method), try ScenarioServer.url("/flaky?fails=2&key=\(key)\(query)"))
    request.body = method == "GET" ? .none : .text("body")
    request.isRetryable = isRetryable
    let response = try await client.send(request)
    #expect(response.status.code == status)
    #expect(response.attempts == attempts)
    #expect(try await ScenarioServer.count(key, client) == attempts)
  }

  @Test(arguments: ["reset", "close"]) func repeatsAfterABrokenConnection(how: String) async throws {
    let client = try Self.client()
    let key = uniqueKey()
    let response = try await client.get(ScenarioServer.url("/flaky?fails=2&how=\(how)&key=\(key)"))
    #expect(try await response.body.text() == "attempt 3")
    let post = uniqueKey()
    let request = ClientRequest(
      .post, try ScenarioServer.url("/flaky?fails=2&how=\(how)&key=\(post)"), body: .text("body"))
    #expect(await failure { _ = try await client.send(request) } == .connectionLost)
    #expect(try await ScenarioServer.count(post, client) == 1)
  }

  @Test func givesUpAfterTheLastAttempt() async throws {
    let client = try Self.client()
    let key = uniqueKey()
    do {
      _ = try await client.get(ScenarioServer.url("/flaky?fails=100&how=close&key=\(key)"))
      Issue.record("no error")
    } catch {
      #expect((error as? HTTPClientError)?.attempts == 4)
    }
    #expect(try await ScenarioServer.count(key, client) == 4)
  }

  @Test func waitsAsLongAsTheServerAsks() async throws {
    let client = try Self.client()
    let start = ContinuousClock.now
    let url = try ScenarioServer.url("/flaky?fails=1&after=1&key=\(uniqueKey())")
    #expect(try await client.get(url).status == .ok)
    #expect(ContinuousClock.now - start >= .seconds(1))
  }

  @Test func doesNotWaitBeyondTheTotalLimit() async throws {
    let client = try HTTPClient.local {
      $0.retry = RetryPolicy(attempts: 4)
      $0.deadlines.total = .seconds(40)
    }
    let url = try ScenarioServer.url("/flaky?fails=1&after=50&key=\(uniqueKey())")
    let response = try await client.get(url)
    #expect(response.status == .serviceUnavailable)
    #expect(response.attempts == 1)
  }

  @Test func sendsAStreamOnlyOnce() async throws {
    let client = try Self.client()
    for isReplayable in [true, false] {
      let key = uniqueKey()
      let url = try ScenarioServer.url("/flaky?fails=1&key=\(key)")
      let body: RequestBody =
        isReplayable ? .replayableStream { UploadTests.stream(1) } : .stream(UploadTests.stream(1))
      let response = try await client.send(ClientRequest(.put, url, body: body))
      #expect(response.status.code == (isReplayable ? 200 : 503))
      #expect(try await ScenarioServer.count(key, client) == (isReplayable ? 2 : 1))
    }
  }

  /// A kept connection that the server closes as the next request arrives.
  @Test(arguments: ["body", ""]) func neverSendsAPostTwice(body: String) async throws {
    let client = try Self.client()
    let key = uniqueKey()
    let url = try ScenarioServer.url("/closes-when-reused?key=\(key)")
    var request = ClientRequest(.post, url, body: body.isEmpty ? .none : .text(body))
    #expect(try await client.send(request).status == .ok)
    if body.isEmpty {
      // Without a body it takes a fresh connection.
      #expect(try await client.send(request).status == .ok)
    } else {
      #expect(await failure { _ = try await client.send(request) } == .connectionLost)
    }
    #expect(try await ScenarioServer.count(key, client) == 2)
    request.method = .get
    request.body = .none
    #expect(try await client.send(request).status == .ok)
    #expect(try await client.send(request).status == .ok)
  }

  @Test func jitterCoversTheWholeRange() {
    let policy = RetryPolicy(attempts: 9, base: .milliseconds(100), longest: .milliseconds(500))
    var random = SystemRandomNumberGenerator()
    for (attempt, ceiling) in [(1, 100), (2, 200), (3, 400), (4, 500), (60, 500)] {
      let waits = (0..<2000).map { _ in policy.delay(after: attempt, using: &random) }
      #expect(waits.allSatisfy { $0 <= .milliseconds(ceiling) })
      #expect(waits.contains { $0 < .milliseconds(ceiling / 10) })
      #expect(waits.contains { $0 > .milliseconds(ceiling * 9 / 10) })
    }
    #expect(policy.delay(after: 1, retryAfter: .seconds(3), using: &random) >= .seconds(3))
  }

  @Test(
    arguments: [
      ("0", nil, 0), ("120", nil, 120), (" 7 ", nil, 7), ("-1", nil, nil), ("1.5", nil, nil), ("", nil, nil),
      ("soon", nil, nil), ("99999999999999999999", nil, 2_147_483_648),
      ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
      ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
      ("Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
      ("Thu, 29 Feb 2024 00:00:00 GMT", "Wed, 28 Feb 2024 00:00:00 GMT", 86_400),
      ("Fri, 01 Jan 2100 00:00:00 GMT", "Thu, 31 Dec 2099 23:59:59 GMT", 1),
      ("Sun, 06 Nov 1994 08:49:37 GMT", nil, 0), ("Sun, 06 Now 1994 08:49:37 GMT", nil, nil),
      ("Sun, 06 Nov 1994 25:49:37 GMT", nil, nil),
    ] as [(String, String?, Int?)])
  func readsRetryAfter(text: String, date: String?, seconds: Int?) {
    #expect(RetryAfter.duration(text, date: date) == seconds.map { .seconds($0) })
  }
}
