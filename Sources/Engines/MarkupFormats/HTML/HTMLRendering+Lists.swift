internal import Documents

extension HTMLRendering {
  private func isMade(_ attributes: Attributes) -> Bool { attributes.has(Document.madeClass) }

  private mutating func openNav(
    _ role: StaticString, _ title: [Inline], _ word: String, _ isMade: Bool, extra: (String, String)
  ) {
    output.write("<nav")
    if role.utf8CodeUnitCount > 0 { output.write(" role=\"\(role)\"") }
    output.write(" \(extra.0)=\"\(extra.1)\"")
    attribute("aria-label", title.isEmpty ? word : title.plainText)
    if isMade { attribute("data-made", "yes") }
    output.write(">\n<p class=\"nav-title\"")
    if !title.isEmpty { attribute("data-own", "yes") }
    output.write(">")
    if title.isEmpty { text(word) } else { write(title) }
    output.write("</p>\n")
  }

  mutating func write(_ contents: TableOfContents) {
    let entries = outline.headings.filter { $0.isListed && $0.level <= contents.depth }
    openNav(
      "doc-toc", contents.title, wording.contents, isMade(contents.attributes),
      extra: ("data-depth", String(contents.depth)))
    writeNested(entries)
    output.write("</nav>\n")
  }

  /// Lists inside lists, a level for each level of heading that comes.
  mutating func writeNested(_ entries: [DocumentOutline.Entry]) {
    guard !entries.isEmpty else { return }
    var open: [Int] = []
    for entry in entries {
      while let last = open.last, entry.level < last, open.count > 1 {
        output.write("</li>\n</ol>\n")
        open.removeLast()
      }
      if let last = open.last, entry.level <= last || open.count >= 6 {
        output.write("</li>\n")
        open[open.count - 1] = min(last, entry.level)
      } else {
        output.write("<ol>\n")
        open.append(entry.level)
      }
      output.write("<li>")
      link(entry, prefix: entry.number.map { $0 + " " } ?? "")
    }
    for _ in open { output.write("</li>\n</ol>\n") }
  }

  private mutating func link(_ entry: DocumentOutline.Entry, prefix: String) {
    output.write("<a href=\"")
    text(MarkupText.address(address(entry.anchor)))
    output.write("\">")
    let words = prefix + entry.inlines.plainText
    text(words.isEmpty ? "–" : words)
    output.write("</a>")
  }

  mutating func write(_ listing: Listing) {
    let entries = listing.subject.entries(outline)
    openNav(
      "", listing.title, listing.subject.word(wording), isMade(listing.attributes),
      extra: ("data-listing", listing.subject.rawValue))
    if !entries.isEmpty {
      output.write("<ol class=\"plain\">\n")
      let label = listing.subject.label(wording)
      for entry in entries {
        output.write("<li>")
        link(entry, prefix: entry.number.map { "\(label) \($0): " } ?? "")
        output.write("</li>\n")
      }
      output.write("</ol>\n")
    }
    output.write("</nav>\n")
  }

  mutating func write(_ bibliography: Bibliography) {
    let title = bibliography.title.isEmpty ? wording.bibliography : bibliography.title.plainText
    output.write("<section role=\"doc-bibliography\"")
    attribute("aria-label", title)
    output.write(">\n<p class=\"nav-title\"")
    if !bibliography.title.isEmpty { attribute("data-own", "yes") }
    output.write(">")
    if bibliography.title.isEmpty { text(title) } else { write(bibliography.title) }
    output.write("</p>\n")
    if !document.sources.isEmpty {
      output.write("<ul class=\"plain\">\n")
      for source in document.sources {
        output.write("<li id=\"")
        text("source-" + Self.identifier(source.key))
        output.write("\">")
        text(source.line)
        output.write("</li>\n")
      }
      output.write("</ul>\n")
    }
    output.write("</section>\n")
  }
}
