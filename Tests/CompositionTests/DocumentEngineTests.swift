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

  @Test func filesAreSignedAndEncrypted() throws {
    let folder = try TemporaryFolder()
    let made = try Judge.run(
      ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=House of Exports"]
        + ["-keyout", folder.file("key.pem"), "-out", folder.file("certificate.pem")])
    try #require(made.status == 0, "\(made.output)")
    let both = try folder.write(
      folder.read("certificate.pem") + folder.read("key.pem"), to: "signer.pem")
    let engine = DocumentEngine(signer: try FileSigner(path: both))
    #expect(engine.version != DocumentEngine().version)
    var request = Self.request("pdf", options: ["sign": true])
    let sink = MemorySink()
    #expect(try engine.check(request).isEmpty)
    _ = try engine.render(request, into: sink, Checkpoint(timeoutSeconds: 60))
    let signed = try folder.write(sink.bytes, to: "signed.pdf")
    #expect(try Judge.run(["pdfsig", signed]).output.contains("House of Exports"))
    request.options = [:]
    request.password = "open sesame"
    let closed = MemorySink()
    _ = try engine.render(request, into: closed, Checkpoint(timeoutSeconds: 60))
    let path = try folder.write(closed.bytes, to: "closed.pdf")
    #expect(try Judge.run(["pdftotext", path, "-"]).status != 0)
    #expect(try Judge.run(["pdftotext", "-upw", "open sesame", path, "-"]).output.contains("Some words."))
  }

  @Test func whatCannotBeSignedIsRefused() throws {
    let unsigned = #expect(throws: JobError.self) {
      try DocumentEngine().check(Self.request("pdf", options: ["sign": true]))
    }
    #expect(unsigned?.code == "signer_missing" && unsigned?.option == "sign")
    var request = Self.request("docx")
    request.password = "x"
    #expect(throws: JobError.self) { try DocumentEngine().check(request) }
    let folder = try TemporaryFolder()
    let path = try folder.write("no key", to: "signer.pem")
    #expect(throws: (any Error).self) { try FileSigner(path: path) }
  }
}
