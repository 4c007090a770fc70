import Glibc
import HTTPMessage
import Judging
import TestSupport
import Testing
import Threads

@testable import HTTPClient

@Suite struct UploadTests {
  struct Broken: Error {}

  static let block = [UInt8]((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7 + $0 / 251) })

  /// What Python makes of the body and its framing.
  static func expectation(_ copies: Int, length: String, encoding: String) throws -> String {
    let program = """
      import sys, hashlib, json
      data = open(sys.argv[1], 'rb').read() * \(copies)
      print(json.dumps([hashlib.sha256(data).hexdigest(), \(length), \(encoding)]))
      """
    return String(try Judge.lines(ofPython: program, input: block).joined())
  }

  static func stream(_ copies: Int, slowly: Bool = false) -> AsyncStream<[UInt8]> {
    let left = Lock(copies)
    return AsyncStream {
      if slowly { await Task.yield() }
      let isOver = left.withLock { left in
        left -= 1
        return left < 0
      }
      return isOver ? nil : block
    }
  }

  @Test(arguments: [0, 1, 3, 200]) func chunksAStreamOfUnknownLength(copies: Int) async throws {
    let client = try HTTPClient.local()
    let request = ClientRequest(
      .post, try ScenarioServer.url("/digest"), body: .stream(Self.stream(copies, slowly: true)))
    let answer = try await client.send(request).body.text()
    #expect(answer == (try Self.expectation(copies, length: "None", encoding: "'chunked'")))
  }

  @Test(arguments: [0, 1, 200]) func announcesAKnownLength(copies: Int) async throws {
    let client = try HTTPClient.local()
    let length = copies * Self.block.count
    let request = ClientRequest(
      .put, try ScenarioServer.url("/digest"),
      body: .replayableStream(length: Int64(length)) { Self.stream(copies) })
    let answer = try await client.send(request).body.text()
    #expect(answer == (try Self.expectation(copies, length: "'\(length)'", encoding: "None")))
  }

  @Test(arguments: [true, false]) func sendsBytesOfAnySize(isRetryable: Bool) async throws {
    let client = try HTTPClient.local()
    var request = ClientRequest(.post, try ScenarioServer.url("/digest"))
    request.body = .bytes(Array(repeatElement(Self.block, count: 20).joined()))
    request.isRetryable = isRetryable
    let answer = try await client.send(request).body.text()
    #expect(answer == (try Self.expectation(20, length: "'1000000'", encoding: "None")))
  }

  @Test func sendsAFile() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/body"
    try folder.write(Array(repeatElement(Self.block, count: 40).joined()), to: "body")
    let client = try HTTPClient.local()
    let url = try ScenarioServer.url("/digest")
    let answer = try await client.send(ClientRequest(.put, url, body: .file(path))).body.text()
    #expect(answer == (try Self.expectation(40, length: "'2000000'", encoding: "None")))
    for wrong in ["\(folder.path)/missing", folder.path] {
      let code = await failure { _ = try await client.send(ClientRequest(.put, url, body: .file(wrong))) }
      #expect(code == .requestBody)
    }
  }

  @Test(arguments: [49_999, 50_001, 100_001]) func holdsAStreamToItsLength(length: Int64) async throws {
    let client = try HTTPClient.local()
    let request = ClientRequest(
      .put, try ScenarioServer.url("/digest"), body: .stream(Self.stream(1), length: length))
    #expect(await failure { _ = try await client.send(request) } == .requestBody)
  }

  @Test func tellsThatTheBodyFailed() async throws {
    let client = try HTTPClient.local()
    let left = Lock(3)
    let body = AsyncThrowingStream<[UInt8], any Error> {
      let remaining = left.withLock { left in
        left -= 1
        return left
      }
      if remaining < 0 { throw Broken() }
      return Self.block
    }
    let request = ClientRequest(.put, try ScenarioServer.url("/digest"), body: .stream(body))
    #expect(await failure { _ = try await client.send(request) } == .requestBody)
  }

  @Test func readsAnAnswerThatComesBeforeTheEndOfTheBody() async throws {
    let client = try HTTPClient.local()
    let request = ClientRequest(
      .post, try ScenarioServer.url("/refuses-early"), body: .stream(Self.stream(2000)))
    let response = try await client.send(request)
    #expect(response.status == .contentTooLarge)
  }

  @Test func waitsForTheServersWord() async throws {
    let client = try HTTPClient.local()
    var request = ClientRequest(.post, try ScenarioServer.url("/continue"), body: .text("body"))
    #expect(try await client.send(request).body.text() == "unasked body")
    request.expectsContinue = true
    #expect(try await client.send(request).body.text() == "continued body")
  }

  @Test func asksForNoMoreThanTheServerTakes() async throws {
    let client = try HTTPClient.local { $0.deadlines.total = .milliseconds(800) }
    let produced = Lock(0)
    let body = AsyncStream<[UInt8]> {
      produced.withLock { $0 += Self.block.count }
      return Self.block
    }
    let request = ClientRequest(.post, try ScenarioServer.url("/slow?seconds=30"), body: .stream(body))
    #expect(await failure { _ = try await client.send(request) } == .timeout)
    #expect(produced.withLock { $0 } < 32 << 20)
  }
}
