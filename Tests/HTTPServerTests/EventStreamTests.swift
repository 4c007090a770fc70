import HTTPMessage
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct EventStreamTests {
  @Test func eventsAreWrittenAsLines() {
    let event = ServerSentEvent(data: "one\ntwo\r\nthree\rfour", id: "7\n8", name: "job", retryMilliseconds: 100)
    #expect(event.text == "id: 78\nevent: job\nretry: 100\ndata: one\ndata: two\ndata: three\ndata: four\n\n")
  }

  @Test(arguments: TestTransport.allCases) func aStreamGoesOnWhereItStopped(_ transport: TestTransport) async throws {
    var router = Router()
    router.get("/events") { request in
      let last = request.lastEventID.flatMap(Int.init) ?? 0
      return .events { writer in
        for number in last + 1...3 { try await writer.send(ServerSentEvent(data: "n\(number)", id: "\(number)")) }
      }
    }
    try await Application(router: router).test(transport) { client in
      let response = try await client.get("/events", fields: ["Last-Event-ID": "1"])
      #expect(response.fields["content-type"] == "text/event-stream")
      #expect(response.text == "id: 2\ndata: n2\n\nid: 3\ndata: n3\n\n")
    }
  }

  @Test func aLeavingClientCancelsTheProducer() async throws {
    let ended = ByteChannel()
    var router = Router()
    router.get("/events") { _ in
      .events(heartbeatMilliseconds: 50) { _ in
        defer { ended.finish() }
        try await Task.sleep(for: .seconds(60))
      }
    }
    try await Application(router: router).test(.socket) { client in
      try await client.connection { connection in
        try connection.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        var text = ""
        while !text.contains("\r\n: \n\n\r\n") {
          guard let more = try connection.receive() else { throw TestFailure("no heartbeat: \(text)") }
          text += String(decoding: more, as: UTF8.self)
        }
      }
      #expect(try await ended.next() == nil)
    }
  }
}
