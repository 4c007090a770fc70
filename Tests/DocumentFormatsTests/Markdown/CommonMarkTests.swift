import Documents
import JSON
import Judging
import MarkupFormats
import Testing

/// Our reading of Markdown beside cmark-gfm's, on the specification's examples and on texts made of their pieces.
struct CommonMarkTests {
  private static let examples = "/usr/share/gocode/src/github.com/yuin/goldmark"

  private func read(_ path: String) throws -> [UInt8] {
    let verdict = try Judge.run(["cat", path])
    try #require(verdict.status == 0, "\(path) is missing. Install it with: scripts/setup test")
    return Array(verdict.output.utf8)
  }

  private func ours(_ markdown: String, _ dialect: MarkdownDialect) throws -> String {
    let options = ImportOptions(rawHTML: .keep, limits: DocumentLimits(depth: 100))
    return CommonMarkHTML.render(
      try MarkdownReader(dialect: dialect).read(Array(markdown.utf8), options: options).document)
  }

  /// What cmark-gfm makes of many texts: one process for all, through files.
  private func theirs(_ texts: [String], _ extensions: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { try folder.write(text, to: "\(index).md") }
    let options = extensions.map { "-e \($0)" }.joined(separator: " ")
    let script =
      "i=0; while [ $i -lt \(texts.count) ]; do cmark-gfm --unsafe \(options) $i.md > $i.html || exit 127; i=$((i+1)); done"
    let verdict = try Judge.run(["sh", "-c", script], in: folder.path)
    #expect(verdict.status == 0, "\(verdict.output)")
    return try texts.indices.map { String(decoding: try folder.read("\($0).html"), as: UTF8.self) }
  }

  private func compare(
    _ texts: [String], _ dialect: MarkdownDialect, _ extensions: [String], newer: [String: String] = [:]
  ) throws {
    let expected = try theirs(texts, extensions)
    var wrong = 0
    for (text, expected) in zip(texts, expected) {
      let ours = try ours(text, dialect)
      if ours != expected, ours != newer[text] {
        wrong += 1
        if wrong <= 12 {
          Issue.record(
            "\(text.debugDescription)\nours:   \(ours.debugDescription)\ntheirs: \(expected.debugDescription)")
        }
      }
    }
    #expect(wrong == 0, "\(wrong) of \(texts.count) differ")
  }

  @Test func everyExampleOfTheSpecification() throws {
    let json = try JSONValue(parsing: read(Self.examples + "/_test/spec.json"))
    let examples = try #require(json.array)
    let texts = examples.compactMap { $0["markdown"]?.string }
    #expect(texts.count > 600)
    // The specification has moved on since cmark-gfm's version in two places: long numbers of characters and textarea.
    var newer: [String: String] = [:]
    for example in examples {
      guard let markdown = example["markdown"]?.string, let html = example["html"]?.string else { continue }
      if markdown.contains("&#87654321;") || markdown.contains("<textarea>") { newer[markdown] = html }
    }
    #expect(newer.count == 2)
    try compare(texts, .commonMark, [], newer: newer)
  }

  @Test(arguments: ["table", "strikethrough", "linkify", "tasklist"])
  func everyExampleOfGitHubsAdditions(name: String) throws {
    let file = String(decoding: try read(Self.examples + "/extension/_test/\(name).txt"), as: UTF8.self)
    var texts: [String] = []
    let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
    var start: Int?
    for (index, line) in lines.enumerated() where line == "//- - - - - - - - -//" {
      if let begin = start {
        texts.append(lines[begin..<index].joined(separator: "\n") + "\n")
        start = nil
      } else if index > 0, lines[index - 1].first?.isNumber == true {
        start = index + 1
      }
    }
    #expect(texts.count > 1)
    try compare(texts, .gitHub, ["table", "strikethrough", "autolink", "tasklist"])
  }

  @Test func textsMadeOfPieces() throws {
    let pieces = [
      "*", "**", "_", "`", "``", "[", "]", "(", ")", "![", "<", ">", "&amp;", "\\", "\n", "\n\n", "    ", "  ", "\t",
      "- ", "+ ", "1. ", "2) ", "> ", "# ", "## ", "---", "===", "```", "~~~", "a", "b c", "é", "~", "~~", "|", "| a |",
      "|-|", "<b>", "</b>", "<!-- x -->", "<div>", "[a]: /u", "[a]", "\"t\"", "!", "www.a.bc", "http://a.b/c",
      "x@y.zz", ".", "  \n", "[ ] ", "[x] ", "&#35;", "#", "=", "-", "0", "<a@b.c>", "<http://x>", "]( ", "](/u)",
    ]
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var texts = (0..<1_500).map { _ in
      (0..<(2 + random(14))).map { _ in pieces[random(pieces.count)] }.joined() + "\n"
    }
    // cmark shows tags in the text of images, and tells an empty line of code from no line.
    texts.removeAll {
      $0.contains("![") && ($0.contains("b>") || $0.contains("<!--")) || $0.contains("```") || $0.contains("~~~")
    }
    try compare(texts, .commonMark, [])
  }
}
