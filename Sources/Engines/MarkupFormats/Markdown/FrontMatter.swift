internal import Documents
internal import JSON

/// What stands between two lines of `---` in front of a Markdown text: JSON, or the part of YAML that settings need.
struct FrontMatter {
  var value: JSONValue
  /// Where the text begins.
  var end: Int
  /// How many lines it takes.
  var lines: Int

  /// Nil where there is none.
  static func read(_ text: UnsafeBufferPointer<UInt8>) throws(DocumentError) -> FrontMatter? {
    var lines: [Range<Int>] = []
    var start = 0
    var isOpen = true
    while start < text.count, isOpen {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      var trimmed = end
      while trimmed > start, MarkdownBlocks.isSpace(text[trimmed - 1]) { trimmed -= 1 }
      let line = UnsafeBufferPointer(rebasing: text[start..<trimmed])
      let isFence = line.elementsEqual("---".utf8) || (!lines.isEmpty && line.elementsEqual("...".utf8))
      if lines.isEmpty, !isFence { return nil }
      if !lines.isEmpty, isFence { isOpen = false }
      lines.append(start..<end)
      start = end + 1
      if lines.count > 10_000 { return nil }
    }
    guard !isOpen else { return nil }
    // A rule and a paragraph are no settings: the first line must look like one.
    let content = lines[1..<lines.count - 1].map { String(decoding: text[$0], as: UTF8.self) }
    let end = min(start, text.count)
    let first = content.first { !$0.allSatisfy(\.isWhitespace) }
    guard let first else { return FrontMatter(value: .object([]), end: end, lines: lines.count) }
    if first.drop(while: { $0 == " " }).first == "{" {
      do {
        let value = try JSONValue(parsing: Array(content.joined(separator: "\n").utf8))
        return FrontMatter(value: value, end: end, lines: lines.count)
      } catch {
        throw DocumentError(
          .syntax, "the front matter is no JSON: \(error.message)",
          at: .init(line: (error.position?.line ?? 1) + 1, column: error.position?.column))
      }
    }
    guard first.first == "#" || first.contains(":") else { return nil }
    var yaml = YAMLSubset(content)
    return FrontMatter(value: try yaml.read(), end: end, lines: lines.count)
  }
}
