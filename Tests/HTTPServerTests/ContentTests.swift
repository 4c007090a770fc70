import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPServer

/// Preconditions, ranges, compression and what filters add, over both transports.
@Suite struct ContentTests {
  private static let text = String(repeating: "The quick brown fox jumps over the lazy dog. ", count: 100)

  private static var application: Application {
    var router = Router()
    router.get("/tagged") { _ in
      var response = Response.text("0123456789")
      response.entityTag = EntityTag("v1")
      response.lastModified = 1_000_000_000
      return response
    }
    router.put("/tagged") { request async throws in
      try request.preconditions.check(entityTag: EntityTag("v1"))
      return .noContent
    }
    router.get("/text") { _ in .text(text) }
    router.get("/image") { _ in .bytes(Array(text.utf8), type: "image/png") }
    router.get("/small") { _ in .text("small") }
    router.get("/stream") { _ in
      .stream(type: "text/plain") { writer in for _ in 0..<100 { try await writer.write(String(text.prefix(45))) } }
    }
    return Application(
      router: router,
      filters: [RequestIdentity(), HostCheck(allowed: ["localhost", "*.example.org", "[::1]"]), SecurityHeaders()])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var method = HTTPMethod.get
    var target = "/tagged"
    var ask: [String: String]
    var status: Int
    var text: String?
    var answer: [String: String?] = [:]
    var testDescription: String { "\(method) \(target) \(ask)" }
  }

  static let cases = [
    Case(
      ask: [:], status: 200, text: "0123456789",
      answer: [
        "etag": "\"v1\"", "last-modified": "Sun, 09 Sep 2001 01:46:40 GMT", "accept-ranges": "bytes",
        "x-content-type-options": "nosniff",
      ]),
    Case(ask: ["If-None-Match": "\"v1\""], status: 304, text: "", answer: ["etag": "\"v1\"", "content-length": nil]),
    Case(ask: ["If-None-Match": "\"v0\", W/\"v1\""], status: 304),
    Case(ask: ["If-None-Match": "*"], status: 304),
    Case(ask: ["If-None-Match": "\"v2\""], status: 200),
    Case(ask: ["If-Match": "\"v2\""], status: 412),
    Case(ask: ["If-Match": "W/\"v1\""], status: 412),
    Case(ask: ["If-Match": "\"v1\""], status: 200),
    Case(ask: ["If-Modified-Since": "Sun, 09 Sep 2001 01:46:40 GMT"], status: 304),
    Case(ask: ["If-Modified-Since": "Sunday, 09-Sep-01 01:46:39 GMT"], status: 200),
    Case(ask: ["If-Modified-Since": "Sun Sep  9 01:46:41 2001"], status: 304),
    Case(ask: ["If-Modified-Since": "rubbish"], status: 200),
    Case(ask: ["If-Unmodified-Since": "Sun, 09 Sep 2001 01:46:39 GMT"], status: 412),
    Case(ask: ["Range": "bytes=2-4"], status: 206, text: "234", answer: ["content-range": "bytes 2-4/10"]),
    Case(ask: ["Range": "bytes=7-"], status: 206, text: "789"),
    Case(ask: ["Range": "bytes=-3"], status: 206, text: "789"),
    Case(ask: ["Range": "bytes=5-500"], status: 206, text: "56789"),
    Case(ask: ["Range": "bytes=10-"], status: 416, answer: ["content-range": "bytes */10"]),
    Case(ask: ["Range": "bytes=-0"], status: 416),
    Case(ask: ["Range": "bytes=4-2"], status: 200),
    Case(ask: ["Range": "lines=1-2"], status: 200),
    Case(ask: ["Range": "bytes=0-1,4-5"], status: 206),
    Case(ask: ["Range": "bytes=0-5,4-8"], status: 200),
    Case(ask: ["Range": "bytes=1-2", "If-Range": "\"v1\""], status: 206, text: "12"),
    Case(ask: ["Range": "bytes=1-2", "If-Range": "W/\"v1\""], status: 200),
    Case(ask: ["Range": "bytes=1-2", "If-Range": "Sun, 09 Sep 2001 01:46:40 GMT"], status: 206),
    Case(method: .head, ask: ["Range": "bytes=1-2"], status: 200, answer: ["content-length": "10"]),
    Case(method: .put, ask: ["If-Match": "\"v1\""], status: 204),
    Case(method: .put, ask: ["If-Match": "\"v0\""], status: 412),
    Case(method: .put, ask: ["If-None-Match": "*"], status: 412),
    Case(
      target: "/text", ask: ["Accept-Encoding": "gzip"], status: 200,
      answer: [
        "content-encoding": "gzip", "vary": "Accept-Encoding",
      ]),
    Case(target: "/text", ask: ["Accept-Encoding": "gzip, zstd"], status: 200, answer: ["content-encoding": "zstd"]),
    Case(
      target: "/text", ask: ["Accept-Encoding": "zstd;q=0.5, gzip;q=0.8"], status: 200,
      answer: [
        "content-encoding": "gzip"
      ]),
    Case(
      target: "/text", ask: ["Accept-Encoding": "gzip;q=0"], status: 200, text: text,
      answer: [
        "content-encoding": nil
      ]),
    Case(target: "/text", ask: ["Accept-Encoding": "identity, gzip;q=0.1"], status: 200, text: text),
    Case(target: "/text", ask: ["Accept-Encoding": "br"], status: 200, text: text),
    Case(target: "/text", ask: ["Accept-Encoding": "*"], status: 200, answer: ["content-encoding": "zstd"]),
    Case(target: "/text", ask: [:], status: 200, text: text, answer: ["vary": "Accept-Encoding"]),
    Case(target: "/image", ask: ["Accept-Encoding": "gzip"], status: 200, answer: ["content-encoding": nil]),
    Case(target: "/small", ask: ["Accept-Encoding": "gzip"], status: 200, text: "small"),
    Case(target: "/stream", ask: ["Accept-Encoding": "gzip"], status: 200, answer: ["content-encoding": "gzip"]),
    Case(target: "/small", ask: ["X-Request-Id": "abc-123"], status: 200, answer: ["x-request-id": "abc-123"]),
    Case(target: "/small", ask: ["Host": "evil.test"], status: 421),
    Case(target: "/small", ask: ["Host": "a.example.org:8000"], status: 200),
    Case(target: "/small", ask: ["Host": ".example.org"], status: 421),
    Case(target: "/small", ask: ["Host": "[::1]:8000"], status: 200),
    Case(
      target: "/nothing", ask: ["Accept": "text/html,*/*"], status: 404,
      answer: [
        "content-type": "text/html; charset=utf-8"
      ]),
  ]

  @Test(arguments: TestTransport.allCases) func answersAsAsked(_ transport: TestTransport) async throws {
    try await Self.application.test(transport) { client in
      for example in Self.cases {
        let fields = HTTPFields(example.ask.map { HTTPFields.Field(name: $0.key, value: $0.value) })
        let response = try await client.send(example.method, example.target, fields: fields)
        #expect(response.status.code == example.status, "\(example.testDescription)")
        if let text = example.text { #expect(response.text == text, "\(example.testDescription)") }
        for (name, value) in example.answer {
          #expect(response.fields[name] == value, "\(example.testDescription): \(name)")
        }
      }
    }
  }

  /// curl and zstd take the coding off again; curl resumes a download by range.
  @Test func judgesReadTheAnswers() async throws {
    try await Self.application.test(.socket) { client in
      let gzip = try await Judge.output("curl", ["-sS", "--compressed", "-H", "Host: localhost", client.url + "/text"])
      #expect(gzip == Self.text)
      let stream = try await Judge.output(
        "sh", ["-c", "curl -sS -H 'Host: localhost' -H 'Accept-Encoding: zstd' \(client.url)/stream | zstd -dc"])
      #expect(stream == String(repeating: String(Self.text.prefix(45)), count: 100))
      let part = try await Judge.output("curl", ["-sS", "-r", "3-5", "-H", "Host: localhost", client.url + "/tagged"])
      #expect(part == "345")
    }
  }

  @Test func severalRangesAreOneMultipart() async throws {
    try await Self.application.test(.socket) { client in
      let response = try await client.get("/tagged", fields: ["Range": "bytes=0-1,-2"])
      let type = try #require(response.fields["content-type"])
      let boundary = String(type.dropFirst("multipart/byteranges; boundary=".count))
      #expect(
        response.text == """
          --\(boundary)\r
          Content-Type: text/plain; charset=utf-8\r
          Content-Range: bytes 0-1/10\r
          \r
          01\r
          --\(boundary)\r
          Content-Type: text/plain; charset=utf-8\r
          Content-Range: bytes 8-9/10\r
          \r
          89\r
          --\(boundary)--\r

          """)
    }
  }

  @Test func onlyTrustedProxiesAreBelieved() async throws {
    for (networks, expected) in [
      (["127.0.0.0/8", "10.0.0.0/8"], "203.0.113.9 https"), (["10.0.0.0/8"], "127.0.0.1 http"),
    ] {
      var router = Router()
      router.get("/who") { request in .text("\(request.clientAddress) \(request.scheme)") }
      let application = Application(router: router, filters: [try TrustedProxies(networks)])
      try await application.test(.socket) { client in
        let response = try await client.get(
          "/who", fields: ["X-Forwarded-For": "6.6.6.6, 203.0.113.9, 10.1.2.3", "X-Forwarded-Proto": "https"])
        #expect(response.text == expected)
      }
    }
  }
}
