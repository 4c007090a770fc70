import HTTPMessage
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct MalformedRequestTests {
  private static var application: Application {
    var router = Router()
    router.get("/") { _ in .text("root") }
    router.post("/echo") { request in .bytes(request.body.bytes ?? [], type: "application/octet-stream") }
    router.get("/hidden") { _ in .text("smuggled") }
    return Application(router: router)
  }

  @Test func theTableIsLong() {
    #expect(MalformedRequest.all.count >= 80)
  }

  /// Each is refused once, and the connection is closed whatever follows on it.
  @Test(arguments: [false, true]) func areRefused(inPieces: Bool) async throws {
    var timeouts = ConnectionTimeouts()
    timeouts.linger = 300
    try await Self.application.test(.socket, timeouts: timeouts) { client in
      for example in MalformedRequest.all {
        let answer = try await client.connection { connection in
          if inPieces, example.bytes.count < 500 {
            for byte in example.bytes { try? connection.send([byte]) }
          } else {
            try connection.send(example.bytes)
          }
          let first = try connection.response()
          return (first, try connection.receiveToEnd())
        }
        #expect(answer.0?.status.code == example.status, "\(example)")
        #expect(answer.0?.fields["connection"] == "close", "\(example)")
        #expect(answer.1.isEmpty, "\(example) got a second answer")
        #expect(!(answer.0?.text.contains("smuggled") ?? false), "\(example)")
      }
    }
  }

  @Test func theNextRequestIsStillServed() async throws {
    try await Self.application.test(.socket) { client in
      let bodies = try await client.connection { connection in
        try connection.send(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
            + "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;a=b;c=\"d\\\"e\"\r\nabc\r\n0\r\nX: y\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        var bodies: [String] = []
        while let response = try connection.response() { bodies.append("\(response.status.code) \(response.text)") }
        return bodies
      }
      #expect(bodies.count == 4)
      #expect(bodies.prefix(3) == ["200 abc", "200 root", "200 abc"])
      #expect(bodies.last?.hasPrefix("404") == true)
    }
  }
}
