import CommandLineTool
import Configuration
import JSON
import Judging
import Testing
import Threads

@testable import Composition

/// The commands that ask a server, against the service as `serve --local` starts it.
@Suite struct RemoteCommandTests {
  private final class Written: Sendable {
    private let texts = Lock((output: "", errors: ""))
    func addOutput(_ text: String) { texts.withLock { $0.output += text } }
    func addErrors(_ text: String) { texts.withLock { $0.errors += text } }
    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }
  }

  private struct World: Sendable {
    let address: String
    let folder: Judging.TemporaryFolder

    /// Runs the program's command line with the server in the environment.
    func run(_ words: String..., isTerminal: Bool = false) async -> (outcome: Outcome, output: String, errors: String) {
      let written = Written()
      let outcome = await Program.tool.run(
        words, environment: ["EXPORT_IA_SERVER": address + "/"],
        terminal: { _ in
          Terminal(
            output: TextOutput(isTerminal: isTerminal, usesColor: false) { written.addOutput($0) },
            errors: TextOutput(isTerminal: isTerminal, usesColor: false) { written.addErrors($0) })
        })
      return (outcome, written.output, written.errors)
    }

    /// Makes an export and returns its id.
    func make(_ request: String) async throws -> String {
      let verdict = try await withCheckedThrowingContinuation { continuation in
        _ = PlatformThread.start(name: "curl") {
          continuation.resume(
            with: Result {
              try Judge.run([
                "curl", "-sS", address + "/export", "-H", "Content-Type: application/json", "-d", request,
              ])
            })
        }
      }
      return try #require(try JSONValue(parsing: Array(verdict.output.utf8))["id"]?.string, "\(verdict.output)")
    }
  }

  private static func with(_ body: (World) async throws -> Void) async throws {
    let folder = try Judging.TemporaryFolder()
    let settings = Settings(
      configuration: try Keys.schema.load(
        environment: [
          "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": "true", "EXPORT_IA_DATA_FOLDER": folder.file("data"),
          "EXPORT_IA_LOG_LEVEL": "error", "EXPORT_IA_SERVER": "http://ignored", "EXPORT_IA_API_KEY": "ignored",
        ], folder: folder.path))
    let service = try await Service.start(settings)
    do {
      try await body(World(address: service.places.first ?? "", folder: folder))
    } catch {
      await service.stop()
      throw error
    }
    await service.stop()
  }

  @Test func anExportIsWatchedShownAndFetched() async throws {
    try await Self.with { world in
      let id = try await world.make(
        ##"{"content":"# Häuser","format":"html","title":"Häuser","output_name":"häuser"}"##)
      let watched = await world.run("watch", id)
      #expect(watched.outcome == .ended(.success))
      #expect(watched.errors.contains("completed, 100 %"))
      #expect(watched.output.contains("status      completed\ntitle       Häuser\n"))
      let shown = await world.run("status", id)
      #expect(shown.output == watched.output)
      let json = try JSONValue(parsing: Array(await world.run("status", id, "--json").output.utf8))
      #expect(json["id"]?.string == id)
      let target = world.folder.file("out.html")
      let fetched = await world.run("download", id, "-o", target, "--format", "html")
      #expect(fetched.outcome == .ended(.success) && fetched.output.hasPrefix("\(target): "))
      #expect(String(decoding: try world.folder.read("out.html"), as: UTF8.self).contains("Häuser"))
      let again = try JSONValue(parsing: Array(await world.run("download", id, "-o", target, "--json").output.utf8))
      #expect(again["size"]?.integer == (try world.folder.read("out.html").count))
      let missing = await world.run("download", id, "-o", target, "--format", "pdf")
      #expect(missing.outcome == .ended(.failure) && missing.errors.contains("has no file 'pdf'"))
    }
  }

  @Test func aTerminalGetsOneLine() async throws {
    try await Self.with { world in
      let id = try await world.make(##"{"content":"# A","format":"pdf"}"##)
      let watched = await world.run("watch", id, isTerminal: true)
      // The line is redrawn and taken away, and the cursor comes back.
      #expect(watched.errors.hasPrefix("\u{1B}[?25l\r\u{1B}[2K"))
      #expect(watched.errors.hasSuffix("\r\u{1B}[2K\u{1B}[?25h"))
      #expect(!watched.errors.contains("\n"))
    }
  }

  @Test func exportsAreListedAndCancelled() async throws {
    try await Self.with { world in
      #expect(await world.run("list").errors == "no exports\n")
      var ids: [String] = []
      for number in 1...3 {
        ids.append(
          try await world.make(##"{"content":"# A","format":"html","title":"N\##(number)","delay_seconds":3600}"##))
      }
      let all = await world.run("list", "-n", "2")
      let lines = all.output.split(separator: "\n").map(String.init)
      #expect(
        lines.count == 3 && lines[0].hasPrefix("EXPORT") && lines[1].hasPrefix(ids[2]) && lines[1].hasSuffix("N3"))
      #expect(all.errors.contains("There are more"))
      #expect(await world.run("status", ids[0]).output.contains("\nstarts "))
      let cancelled = await world.run("cancel", ids[0], ids[1])
      #expect(cancelled.outcome == .ended(.success))
      #expect(cancelled.output == "\(ids[0]): cancelled\n\(ids[1]): cancelled\n")
      let some = try JSONValue(
        parsing: Array(
          await world.run("list", "--status", "cancelled", "--search", "n2", "--format", "html", "--json").output.utf8))
      #expect(some["exports"]?[0]?["id"]?.string == ids[1] && some["exports"]?[1] == nil)
      #expect(some["has_more"] == .bool(false))
      let partly = await world.run("cancel", "nothing", ids[2])
      #expect(partly.outcome == .ended(.failure) && partly.output == "\(ids[2]): cancelled\n")
      #expect(partly.errors.contains("nothing: There is no export"))
      let ended = await world.run("watch", ids[2])
      #expect(ended.outcome == .ended(.failure) && ended.output.contains(" cancelled\n"))
    }
  }

  @Test func failuresSayWhatToDo() async throws {
    try await Self.with { world in
      let missing = await world.run("status", "a/b", "--json")
      #expect(missing.outcome == .ended(.failure) && missing.output.isEmpty)
      let error = try JSONValue(parsing: Array(missing.errors.utf8))["error"]
      #expect(error?["code"]?.string == "export_not_found" && error?["hint"]?.string?.contains("list") == true)
      let nobody = await world.run("list", "--server", "http://127.0.0.1:1")
      #expect(nobody.outcome == .ended(.failure) && nobody.errors.contains("export-ia serve"))
      let address = await world.run("list", "--server", "127.0.0.1:8000")
      #expect(address.outcome == .ended(.failure) && address.errors.contains("http://127.0.0.1:8000"))
      #expect(await world.run("list", "--status", "faild").outcome == .ended(.usage))
      #expect(await world.run("cancel").outcome == .ended(.usage))
    }
  }

  @Test(arguments: [
    ("attachment; filename=\"plan.pdf\"", "plan.pdf"), ("attachment; filename=plan.pdf ", "plan.pdf"),
    ("attachment; filename=\"Pl_n.pdf\"; filename*=UTF-8''Pl%C3%A4n.pdf", "Plän.pdf"),
    ("attachment; filename=\"../../etc/passwd\"", ".._.._etc_passwd"), ("attachment; filename=\"a;b.pdf\"", "a;b.pdf"),
    ("attachment; filename*=UTF-8''%2", nil), ("attachment; filename=\"..\"", nil), ("inline", nil),
  ])
  func namesOfFilesStayInTheFolder(_ field: String, _ name: String?) {
    #expect(AttachmentName.of(field) == name)
  }

  @Test(arguments: [1, 2, 5, 1_000]) func eventsAreFoundInAnyPieces(_ size: Int) {
    let text = Array(": hi\n\nid: 1\nevent: a\ndata: {}\n\nid: 2\r\ndata: id: 9\r\n\r\nevent: b\n\nid: 3\n".utf8)
    var lines = EventLines()
    var ids: [Int] = []
    for start in stride(from: 0, to: text.count, by: size) {
      ids += lines.ids(in: Array(text[start..<min(start + size, text.count)]))
    }
    #expect(ids == [1, 2])
  }
}
