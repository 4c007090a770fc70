import Foundation
import Judging
import Testing

@testable import ExportIAClient

/// Downloads and live events over connections that break.
@Suite struct BrokenStreamTests {
  private static func client(_ server: FaultyServer) throws -> ExportIAClient {
    try ExportIAClient(
      server.address,
      settings: ClientSettings(
        idleTimeout: .seconds(20),
        retry: RetryPolicy(attempts: 3, base: .milliseconds(1), longest: .milliseconds(2))))
  }

  private static let head = ["ETag: \"abc\"", #"Content-Disposition: attachment; filename="plan.pdf""#]

  @Test func aDownloadGoesOnWhereItWas() async throws {
    let folder = try TemporaryFolder()
    let server = try FaultyServer([
      answer("200 OK", Self.head, "0123", claimed: 10),
      answer("206 Partial Content", Self.head + ["Content-Range: bytes 4-9/10"], "45", claimed: 6),
      answer("206 Partial Content", Self.head + ["Content-Range: bytes 6-9/10"], "6789"),
    ])
    let file = try await Self.client(server).downloadExport("01a1", to: URL(fileURLWithPath: folder.path))
    #expect(file.lastPathComponent == "plan.pdf")
    #expect(try folder.read("plan.pdf") == Array("0123456789".utf8))
    #expect(server.requests[1].contains("Range: bytes=4-") && server.requests[1].contains("If-Range: \"abc\""))
    #expect(server.requests[2].contains("Range: bytes=6-"))
  }

  @Test func aFileThatHasChangedIsFetchedAnew() async throws {
    let folder = try TemporaryFolder()
    let server = try FaultyServer([
      answer("200 OK", Self.head, "0123", claimed: 10), answer("200 OK", Self.head, "abcdefghij"),
    ])
    let target = URL(fileURLWithPath: folder.file("other.pdf"))
    try await Self.client(server).downloadExport("01a1", to: target)
    #expect(try folder.read("other.pdf") == Array("abcdefghij".utf8))
  }

  @Test func whatIsNotWholeIsNotThere() async throws {
    let folder = try TemporaryFolder()
    let cut = answer("200 OK", Self.head, "0123", claimed: 10)
    let server = try FaultyServer([cut, cut, cut, cut])
    let target = URL(fileURLWithPath: folder.file("plan.pdf"))
    let error = await #expect(throws: ExportIAError.self) {
      try await Self.client(server).downloadExport("01a1", to: target)
    }
    #expect(error?.kind == .connection)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func eventsGoOnBehindTheLast() async throws {
    let stream = ["Content-Type: text/event-stream"]
    let first =
      "id: 1\nevent: job_submitted\ndata: {}\n\nid: 2\nevent: progress_updated\ndata: {\"progress\":0.5}\n\nid: 3\nev"
    let server = try FaultyServer([
      answer("200 OK", stream, first, claimed: 1_000),
      answer("503 Service Unavailable", ["Retry-After: 0"]),
      answer("200 OK", stream, "id: 2\nevent: progress_updated\ndata: {}\n\nid: 3\nevent: job_completed\ndata: {}\n\n"),
      answer("200 OK", [], exportDocument("completed")),
    ])
    var events: [ExportEvent] = []
    for try await event in try Self.client(server).events("01a1") { events.append(event) }
    #expect(events.map(\.id) == [1, 2, 3])
    #expect(events[1].progress == 0.5 && events[2].isLast)
    #expect(server.requests[0].lowercased().contains("last-event-id: 0"))
    #expect(server.requests[2].lowercased().contains("last-event-id: 2"))
  }

  @Test(.timeLimit(.minutes(1))) func whoStopsReadingEndsTheTransfer() async throws {
    let live = answer(
      "200 OK", ["Content-Type: text/event-stream"], "id: 1\nevent: job_submitted\ndata: {}\n\n", claimed: 1_000)
    let leaving = try FaultyServer([live], holdsLast: true)
    for try await event in try Self.client(leaving).events("01a1") {
      #expect(event.name == "job_submitted")
      break
    }
    for await _ in leaving.left {}

    let cancelled = try FaultyServer([live], holdsLast: true)
    let client = try Self.client(cancelled)
    let (arrived, arriving) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for try await _ in client.events("01a1") { arriving.finish() }
    }
    for await _ in arrived {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    for await _ in cancelled.left {}
  }

  @Test func aServerThatIsAwayIsWaitedFor() async throws {
    let running = answer("200 OK", [], exportDocument("running"))
    let done = answer("200 OK", [], exportDocument("completed", version: 2))
    // Connections that close without a word, more of them than a request is sent.
    let away = [String](repeating: "", count: 7)
    let server = try FaultyServer([running] + away + [done])
    #expect(try await Self.client(server).waitForCompletion("01a1").status == .completed)

    let event = "id: 1\nevent: job_completed\ndata: {}\n\n"
    let live = try FaultyServer(away + [answer("200 OK", ["Content-Type: text/event-stream"], event), done])
    var names: [String] = []
    for try await event in try Self.client(live).events("01a1") { names.append(event.name) }
    #expect(names == ["job_completed"])

    let gone = try FaultyServer([running, ""])
    let client = try ExportIAClient(gone.address, settings: ClientSettings(retry: .never))
    let error = await #expect(throws: ExportIAError.self) { try await client.waitForCompletion("01a1") }
    #expect(error?.kind == .connection)
  }

  @Test(arguments: 0..<200) func piecesDoNotMatter(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let parts = [
      "id: 1", "id:", "event: a", "data: x", "data", ":", "\n", "\n", "\n\n", "\r", "\r\n", "\0", "é", "\u{FEFF}",
    ]
    let text = (0..<40).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined()
    var whole = EventStreamParser()
    let expected = whole.events(in: Data(text.utf8))
    var parser = EventStreamParser()
    var events: [EventStreamParser.Event] = []
    var rest = Data(text.utf8)
    while !rest.isEmpty {
      let count = Int.random(in: 1...9, using: &random)
      events += parser.events(in: rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    #expect(events == expected)
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test func aFailedExportIsAnError() async throws {
    let server = try FaultyServer([
      answer("200 OK", [], exportDocument("running")),
      answer(
        "200 OK", [],
        exportDocument(
          "failed", version: 2, error: #"{"code":"render_failed","message":"It broke.","recoverable":true}"#)),
    ])
    let error = await #expect(throws: ExportIAError.self) { try await Self.client(server).waitForCompletion("01a1") }
    #expect(error?.kind == .exportEnded && error?.code == "render_failed")
    #expect(error?.export?.error?.recoverable == true)
  }

  @Test(arguments: 1...7)
  func eventsAreReadInAnyPieces(_ size: Int) {
    let text =
      "\u{FEFF}: hello\r\nid: 7\r\nevent: job_started\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\n"
      + "data:plain\rdata\r\rretry: 1500\nid: x\nid: nul\0\nevent\ndata:  two\n\nevent: lost\n\ndata: cut"
    var parser = EventStreamParser()
    var events: [EventStreamParser.Event] = []
    var rest = Data(text.utf8)
    while !rest.isEmpty {
      events += parser.events(in: rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    #expect(
      events == [
        .init(id: "7", name: "job_started", data: "{\"a\":\n1}"), .init(id: "7", name: "message", data: "plain\n"),
        .init(id: "x", name: "message", data: " two"),
      ])
    #expect(parser.retryDelay == .milliseconds(1_500))
  }

  @Test(arguments: [
    ("attachment; filename=\"plan.pdf\"", "plan.pdf"), ("attachment; filename=plan.pdf", "plan.pdf"),
    ("attachment; filename=\"Pl_n.pdf\"; filename*=UTF-8''Pl%C3%A4n.pdf", "Plän.pdf"),
    ("attachment; filename*=UTF-8''Pl%C3%A4n.pdf; filename=\"Pl_n.pdf\"", "Plän.pdf"),
    ("attachment; filename=\"../../etc/passwd\"", ".._.._etc_passwd"), ("attachment; filename=\"a;b.pdf\"", "a;b.pdf"),
    ("attachment; filename=\"..\"", nil), ("inline", nil),
  ])
  func namesOfFilesStayInTheirFolder(_ field: String, _ name: String?) {
    #expect(FileName(disposition: field)?.text == name)
  }
}
