import Documents
import MarkupFormats
import Testing

struct BadInputTests {
  @Test(arguments: [
    (">", 20_000), ("- ", 10_000), ("*a ", 10_000), ("[", 20_000), ("![", 10_000), ("<b>", 10_000), ("`", 20_001),
    ("**x_", 10_000), ("[a](", 10_000), ("|", 20_000), ("$", 20_000), ("^[", 10_000), ("{", 10_000), ("<!--", 10_000),
    ("&", 20_000), ("_a*", 10_000), ("<?", 10_000), (":::a\n", 2_000), ("\t", 20_000), ("~~a", 10_000),
  ])
  func deepMarkdownIsReadInTime(piece: String, count: Int) throws {
    let start = ContinuousClock.now
    let result = try MarkdownReader().read(Array(String(repeating: piece, count: count).utf8))
    _ = try HTMLWriter().bytes(result.document)
    _ = try JSONDocumentWriter().bytes(result.document)
    #expect(ContinuousClock.now - start < .seconds(20), "\(piece)")
  }

  @Test(arguments: [
    ("<div>", 20_000), ("<b>", 20_000), ("<ul><li>", 10_000), ("<table><tr><td>", 10_000), ("<p", 20_000),
    ("</p>", 20_000),
  ])
  func deepHTMLIsReadInTime(piece: String, count: Int) throws {
    let result = try HTMLReader().read(Array((String(repeating: piece, count: count) + "text").utf8))
    _ = try MarkdownWriter().bytes(result.document)
  }

  @Test(arguments: [
    ("{\"title\": 3.5, \"blocks\": [{\"type\": \"heding\"}]}", "/blocks/0/type", "heading"),
    ("{\"tilte\": \"x\"}", "/tilte", "did you mean 'title'?"),
    ("{\"blocks\": [{\"type\": \"heading\", \"level\": 9, \"content\": \"x\"}]}", "/blocks/0/level", "between 1 and 6"),
    (
      "{\"blocks\": [{\"type\": \"table\", \"rows\": [[{\"contents\": \"x\"}]]}]}", "/blocks/0/rows/0/0/contents",
      "did you mean 'content'?"
    ),
    ("{\"theme\": \"modren\"}", "/theme", "plain, modern"),
    ("{\"page\": {\"margins\": \"20cm\"}}", "/page", "margins"),
    (
      "{\"sections\": [{\"heading\": \"A\", \"sections\": [{\"content\": 4}]}]}", "/sections/0/sections/0/content",
      "expected a string"
    ),
    ("{\"date\": \"tomorrow\"}", "/date", "2026-11-21"),
    (
      "{\"blocks\": [{\"type\": \"paragraph\", \"content\": [{\"type\": \"link\", \"target\": \"javascript:x\", \"content\": \"a\"}]}]}",
      "/blocks/0/content/0/target", "https"
    ),
  ])
  func wrongJSONIsExplained(json: String, pointer: String, words: String) throws {
    let error = #expect(throws: DocumentError.self) { _ = try JSONDocumentReader().read(Array(json.utf8)) }
    #expect(error?.location.pointer == pointer)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func wrongTextOfJSONSaysItsLine() throws {
    let error = #expect(throws: DocumentError.self) {
      _ = try JSONDocumentReader().read(Array("{\n  \"title\": x\n}".utf8))
    }
    #expect(error?.location.line == 2)
  }

  @Test func frontMatterSaysItsLine() throws {
    let error = #expect(throws: DocumentError.self) {
      _ = try MarkdownReader().read(Array("---\ntitle: a\nnonsense\n---\n".utf8))
    }
    #expect(error?.location.line == 3)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href=\"java\nscript:alert(1)\">x</a>",
    "<iframe src=x></iframe>",
    "<p style=\"background:url(javascript:x)\">x</p>", "<svg onload=alert(1)>", "[x](javascript:alert(1))",
    "<a href='&#106;avascript:x'>x</a>",
    "<math><mtext><script>alert(1)</script></mtext></math>", "<object data=x></object>", "<style>@import 'x'</style>",
  ])
  func nothingRunsInAPage(markdown: String) throws {
    for reader in [MarkdownReader(), HTMLReader()] as [any DocumentReader] {
      let document = try reader.read(Array(markdown.utf8)).document
      let html = String(
        decoding: try HTMLWriter().bytes(document, options: ExportOptions(profile: "fragment")).bytes, as: UTF8.self
      ).lowercased()
      for word in ["<script", "onerror=", "onload=", "href=\"java", "<iframe", "<object", "@import", "url("] {
        #expect(!html.contains(word), "\(markdown): \(html)")
      }
    }
  }

  @Test func sectionsOfATypeAreAskedFor() throws {
    let json =
      "{\"type\": \"report\", \"title\": \"T\", \"sections\": [{\"heading\": \"Introduction\"}, {\"heading\": \"Method\"}, {\"heading\": \"Findings\"}, {\"heading\": \"1. Analysis\"}, {\"heading\": \"Our conclusions\"}]}"
    let document = try JSONDocumentReader().read(Array(json.utf8)).document
    let findings = document.findings().filter { $0.code == "section" }
    #expect(findings.count == 2)
    #expect(findings.first?.message.contains("'Our conclusions' meant") == true)
    #expect(findings.last?.message.contains("'Recommendations'") == true)
  }
}
