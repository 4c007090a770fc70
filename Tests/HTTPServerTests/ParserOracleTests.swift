import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPServer

/// Python's own client reads what we send: keep-alive, chunked answers, events and interim answers.
@Suite struct ParserOracleTests {
  @Test func pythonReadsOurAnswers() async throws {
    var router = Router()
    router.get("/fixed") { _ in .text("fixed") }
    router.get("/chunked") { _ in
      .stream(type: "text/plain") { writer in
        for number in 0..<1_000 { try await writer.write("line \(number)\n") }
      }
    }
    router.get("/waits") { _ async in
      await Task.yield()
      return .text("waited")
    }
    router.post("/echo") { request in .bytes(request.body.bytes ?? [], type: "application/octet-stream") }
    try await Application(router: router).test(.socket) { client in
      let port = client.url.split(separator: ":").last.map(String.init) ?? ""
      let output = try await Judge.output(
        "python3",
        [
          "-c",
          """
          import http.client, sys
          connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
          for _ in range(50):
              for method, path, body, expected in (
                  ("GET", "/fixed", None, b"fixed"),
                  ("GET", "/chunked", None, b"".join(b"line %d\\n" % n for n in range(1000))),
                  ("HEAD", "/chunked", None, b""),
                  ("GET", "/waits", None, b"waited"),
                  ("POST", "/echo", b"x" * 100000, b"x" * 100000),
                  ("POST", "/echo", iter([b"ab", b"cd"]), b"abcd"),
              ):
                  connection.request(method, path, body=body, encode_chunked=True,
                      headers={"Transfer-Encoding": "chunked"} if hasattr(body, "__next__") else {})
                  answer = connection.getresponse()
                  content = answer.read()
                  assert answer.status == 200, answer.status
                  assert content == expected, (path, content[:100])
          print("same connection" if connection.sock else "closed")
          """, port,
        ])
      #expect(output == "same connection\n")
    }
  }
}
