import ByteIO
import Exports
import JSON
import Judging
import Testing

@testable import Composition

@Suite struct DocumentEngineTests {
  private static func request(
    _ format: String, quality: String = "professional", options: JSONValue = [:], data: MergeData? = nil
  ) -> RenderRequest {
    RenderRequest(
      format: format, documentType: "document", quality: quality, title: "A title", options: options,
      contentType: "text/markdown", content: Array("# Hello {{name}}\n\nSome words.\n".utf8), data: data)
  }

  private static func rendered(_ request: RenderRequest) throws -> String {
    let sink = MemorySink()
    _ = try DocumentEngine().render(request, into: sink, Checkpoint(timeoutSeconds: 60))
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  @Test(arguments: [("enterprise", true), ("premium", false)])
  func theHighestLevelCarriesItsSource(_ quality: String, _ isThere: Bool) throws {
    let folder = try TemporaryFolder()
    let sink = MemorySink()
    _ = try DocumentEngine().render(Self.request("pdf", quality: quality), into: sink, Checkpoint(timeoutSeconds: 60))
    try folder.write(sink.bytes, to: "made.pdf")
    let listed = try Judge.run(["pdfdetach", "-list", folder.file("made.pdf")]).output
    #expect(listed.contains("source.md") == isThere, "\(listed)")
  }

  @Test func optionsAreFollowed() throws {
    let plain = try Self.rendered(Self.request("html", options: ["language": "es"]))
    #expect(plain.contains("lang=\"es\""))
    #expect(try plain != Self.rendered(Self.request("html", options: ["language": "es", "theme": "academic"])))
    let error = #expect(throws: JobError.self) {
      try DocumentEngine().check(Self.request("html", options: ["theme": "loud"]))
    }
    #expect(error?.code == "theme_unknown")
  }

  @Test func dataFillTheContent() throws {
    let filled = try Self.rendered(Self.request("text", data: MergeData(values: ["name": "Ada"])))
    #expect(filled.contains("Hello Ada") && !filled.contains("{{"))
    let error = #expect(throws: JobError.self) {
      try DocumentEngine().check(Self.request("text", data: MergeData(values: [:])))
    }
    #expect(error?.message.contains("name") == true)
  }
}
