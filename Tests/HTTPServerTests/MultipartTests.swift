import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct MultipartTests {
  private static let form =
    "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nReport\r\n"
    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\up\\..\\a%22b.txt\"\r\nContent-Type: text/plain\r\n\r\n"
    + "line\r\n--not a boundary\r\n-\r\n\r\n"
    + "--b\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--b--\r\nepilogue"

  private static func events(_ bytes: [UInt8], step: Int) throws -> [MultipartParser.Event] {
    var parser = try MultipartParser(boundary: "b")
    var events: [MultipartParser.Event] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      parser.feed(Array(bytes[start..<min(start + step, bytes.count)]))
      while let event = try parser.next() {
        if case .content(let more) = event, case .content(let before) = events.last {
          events[events.count - 1] = .content(before + more)
        } else {
          events.append(event)
        }
      }
    }
    return events
  }

  @Test(arguments: [1, 2, 3, 7, 16, 64, 10_000]) func piecesDoNotMatter(step: Int) throws {
    let events = try Self.events(Array(Self.form.utf8), step: step)
    #expect(events.count == 9)
    #expect(events[1] == .content(Array("Report".utf8)))
    #expect(events[4] == .content(Array("line\r\n--not a boundary\r\n-\r\n".utf8)))
    #expect(events.last == .end)
  }

  @Test(arguments: [
    "--b\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
    "--b\r\nContent Disposition: form-data\r\n\r\nx\r\n--b--",
    "--b\r\nX: \u{01}\r\n\r\nx\r\n--b--",
    "--bc\r\n\r\nx\r\n--b--",
    String(repeating: "x", count: 5_000),
    "--b\r\nX: " + String(repeating: "y", count: 10_000),
  ]) func malformedFormsAreRefused(_ form: String) {
    #expect(throws: MultipartError.self) { try Self.events(Array(form.utf8), step: 100) }
  }

  private static var application: Application {
    var router = Router()
    router.on(.post, "/form", options: RouteOptions(body: .streamed(limit: nil))) { request async throws in
      let form = try FormReader(request)
      var text = ""
      while let part = try await form.nextPart() {
        let content = try await part.collect(upTo: 1 << 24)
        text += "\(part.name)|\(part.filename ?? "-")|\(part.contentType ?? "-")|\(content.count)\n"
      }
      return .text(text)
    }
    return Application(router: router)
  }

  @Test(arguments: TestTransport.allCases) func formsAreRead(_ transport: TestTransport) async throws {
    try await Self.application.test(transport) { client in
      let response = try await client.post(
        "/form", fields: ["Content-Type": "multipart/form-data; boundary=b"], body: Array(Self.form.utf8))
      #expect(response.text == "title|-|-|6\nfile|a\"b.txt|text/plain|27\nempty|-|-|0\n")
      let cut = try await client.post(
        "/form", fields: ["Content-Type": "multipart/form-data; boundary=b"], body: Array(Self.form.utf8.prefix(60)))
      #expect(cut.status == .badRequest)
      #expect(try await client.post("/form", body: [1]).status == .unsupportedMediaType)
    }
  }

  @Test func curlSendsAForm() async throws {
    try await Self.application.test(.socket) { client in
      let text = try await Judge.output(
        "sh",
        [
          "-c",
          "head -c 3000000 /dev/zero | curl -sS -F note=hello -F 'data=@-;filename=z.bin;type=application/octet-stream' \(client.url)/form",
        ])
      #expect(text == "note|-|-|5\ndata|z.bin|application/octet-stream|3000000\n")
    }
  }
}
