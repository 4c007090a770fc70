import CommandLineTool
import Configuration
import DocumentFormats
import Documents
import JSON
import Judging
import Testing
import Threads

@testable import Composition

/// Templates to begin with, from the command line and over HTTP.
@Suite struct TemplateCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ words: String...) async -> (outcome: Outcome, output: String, errors: String) {
    let texts = Lock((output: "", errors: ""))
    let outcome = await Program.tool.run(
      words,
      terminal: { _ in
        Terminal(
          output: TextOutput(isTerminal: false, usesColor: false) { text in texts.withLock { $0.output += text } },
          errors: TextOutput(isTerminal: false, usesColor: false) { text in texts.withLock { $0.errors += text } })
      })
    return texts.withLock { (outcome, $0.output, $0.errors) }
  }

  private func text(_ name: String) throws -> String { String(decoding: try folder.read(name), as: UTF8.self) }

  @Test func theTypesAreListed() async throws {
    let list = await run("template")
    let types = list.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
    #expect(types.map(String.init) == Starter.all.map(\.name), "\(list.output)\(list.errors)")
    #expect(list.output.contains("Executive summary, Problem, Solution"))
    let json = try JSONValue(parsing: await run("template", "--json").output)
    #expect(json["templates"]?[1]?["document_type"] == "business_plan")
  }

  @Test func aTemplateIsPrinted() async throws {
    let memo = Starter(of: .memo)
    #expect(await run("template", "memo").output == memo.template)
    let json = try JSONValue(parsing: await run("template", "memo", "--json").output)
    #expect(json["data"] == memo.data && json["template"]?.string == memo.template)
    let unknown = await run("template", "invoise")
    #expect(unknown.errors.contains("invoice"), "\(unknown.errors)")
    #expect(await run("template", "-o", folder.file("new")).errors.contains("TYPE is missing"))
  }

  @Test func theFilesMakeADocument() async throws {
    let place = folder.file("new/")
    let made = await run("template", "invoice", "-o", place)
    #expect(made.outcome == .ended(.success), "\(made.errors)")
    #expect(try JSONValue(parsing: text("new/invoice.json")) == Starter(of: .invoice).data)
    let exported = await run(
      "export", place + "invoice.md", "--data", place + "invoice.json", "-o", place + "invoice.pdf")
    #expect(exported.output.contains("invoice.pdf: 1 page"), "\(exported.output)\(exported.errors)")
    try folder.write("mine", to: "new/invoice.md")
    let again = await run("template", "invoice", "-o", place)
    #expect(again.outcome != .ended(.success) && again.errors.contains("--force"))
    #expect(try text("new/invoice.md") == "mine")
    #expect(await run("template", "invoice", "-o", place, "--force").outcome == .ended(.success))
    #expect(try text("new/invoice.md") == Starter(of: .invoice).template)
  }

  @Test func everyRequestCanBePosted() async throws {
    let settings = Settings(
      configuration: try Keys.schema.load(
        environment: [
          "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": "true", "EXPORT_IA_DATA_FOLDER": folder.file("data"),
          "EXPORT_IA_LOG_LEVEL": "error",
        ], folder: folder.path))
    let service = try await Service.start(settings)
    let place = try #require(service.places.first)
    let script = """
      import json, urllib.request
      types = json.load(urllib.request.urlopen("\(place)/formats"))["document_types"]
      for name in types:
          starter = json.load(urllib.request.urlopen("\(place)/templates/" + name))
          assert starter["document_type"] == name and starter["title"] and starter["formats"], starter
          assert ("data" in starter) == (name != "table")
          assert [s["name"] for s in starter["sections"] if s["required"]] != [] or name not in ("report", "proposal")
          body = json.dumps(starter["request"]).encode()
          post = urllib.request.Request("\(place)/export?wait=60s", body, {"Content-Type": "application/json"})
          with urllib.request.urlopen(post) as answer:
              print(name, answer.status, answer.read(4) == b"%PDF")
          post = urllib.request.Request("\(place)/validate", body, {"Content-Type": "application/json"})
          verdict = json.load(urllib.request.urlopen(post))
          assert not verdict.get("warnings"), verdict
      """
    let verdict = try await withCheckedThrowingContinuation { continuation in
      _ = PlatformThread.start(name: "requests") {
        continuation.resume(with: Result { try Judge.run(["timeout", "120", "python3", "-c", script]) })
      }
    }
    await service.stop()
    let lines = verdict.output.split(separator: "\n")
    #expect(lines.count == Starter.all.count + 1, "\(verdict.output)")
    #expect(lines.allSatisfy { $0.hasSuffix(" 200 True") }, "\(verdict.output)")
  }
}
