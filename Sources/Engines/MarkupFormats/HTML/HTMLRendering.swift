internal import Documents

/// Blocks on their way to HTML, or to XHTML for EPUB.
struct HTMLRendering {
  enum Syntax {
    case html, xhtml
  }

  let document: Document
  let output: TextOutput
  let options: ExportOptions
  let syntax: Syntax
  let outline: DocumentOutline
  let wording: Wording
  let theme: Theme
  var cursor: OutlineCursor
  var notes = ExportNotes()
  /// Levels that headings go down because the document's title is the first.
  let headingShift: Int
  /// How an anchor is addressed; EPUB puts the file's name in front.
  var address: (String) -> String = { "#" + $0 }
  /// How a picture is addressed; nil puts its bytes into the text.
  var imageAddress: ((Resource) -> String)?
  /// EPUB tells the manifest what a file has in it.
  var hasMath = false
  var hasDrawing = false

  init(_ document: Document, _ output: TextOutput, _ options: ExportOptions, syntax: Syntax) {
    self.init(document, output, options, syntax: syntax, outline: DocumentOutline(document))
  }

  init(
    _ document: Document, _ output: TextOutput, _ options: ExportOptions, syntax: Syntax, outline: DocumentOutline
  ) {
    self.document = document
    self.output = output
    self.options = options
    self.syntax = syntax
    self.outline = outline
    cursor = OutlineCursor(outline)
    wording = Wording(language: document.metadata.effectiveLanguage)
    theme = document.effectiveTheme
    headingShift = document.metadata.title == nil || syntax == .xhtml ? 0 : 1
  }

  mutating func writeBlocks(_ blocks: [Block], _ control: ExportControl) throws {
    for (index, block) in blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: blocks.count)
      write(block)
      try output.passOn()
    }
  }

  // MARK: The page

  mutating func writePage(_ control: ExportControl) throws {
    let metadata = document.metadata
    output.write("<!DOCTYPE html>\n<html lang=\"")
    text(metadata.effectiveLanguage)
    if metadata.effectiveDirection == .rightToLeft { output.write("\" dir=\"rtl") }
    output.write("\">\n<head>\n<meta charset=\"utf-8\">\n")
    output.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    output.write("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
    text(metadata.title ?? outline.headings.first?.inlines.plainText ?? wording.page)
    output.write("</title>\n")
    if metadata.title == nil { output.write("<meta name=\"generated-title\" content=\"yes\">\n") }
    for author in metadata.authors { meta("author", author.name) }
    if let summary = metadata.summary { meta("description", summary) }
    if !metadata.keywords.isEmpty { meta("keywords", metadata.keywords.joined(separator: ", ")) }
    if let date = metadata.date { meta("dcterms.created", date.description) }
    if let subject = metadata.subject { meta("dcterms.subject", subject) }
    if let publisher = metadata.publisher { meta("dcterms.publisher", publisher) }
    if let rights = metadata.rights { meta("dcterms.rights", rights) }
    if let identifier = metadata.identifier { meta("dcterms.identifier", identifier) }
    meta("generator", "Export IA")
    output.write("<style>\n")
    output.write(StyleSheet(theme, page: document.page).text)
    output.write("</style>\n</head>\n<body>\n")
    writeTitle()
    output.write("<main>\n")
    try writeBlocks(document.blocks, control)
    writeNotes()
    output.write("</main>\n</body>\n</html>\n")
    if document.watermark != nil { notes.lose("watermark", "left out: a page on a screen has none") }
    if !document.running.isEmpty { notes.lose("header and footer", "left out: a page on a screen has none") }
  }

  private func meta(_ name: String, _ content: String) {
    output.write("<meta name=\"")
    output.write(name)
    output.write("\" content=\"")
    text(content)
    output.write("\">\n")
  }

  private mutating func writeTitle() {
    guard let title = document.metadata.title else { return }
    output.write("<header class=\"document-title\">\n")
    if document.quality.features.appliesBranding, let name = document.branding?.logo, document.resources[name] != nil {
      image(Image(name, alternative: document.branding?.company ?? "", isDecorative: document.branding?.company == nil))
    }
    output.write("<h1>")
    text(title)
    output.write("</h1>\n")
    if let subtitle = document.metadata.subtitle {
      output.write("<p class=\"subtitle\">")
      text(subtitle)
      output.write("</p>\n")
    }
    let authors = document.metadata.authors.map(\.name).joined(separator: ", ")
    if !authors.isEmpty || document.metadata.date != nil {
      output.write("<p class=\"byline\">")
      text(authors)
      if let date = document.metadata.date {
        if !authors.isEmpty { output.write(" · ") }
        output.write("<time>")
        text(date.description)
        output.write("</time>")
      }
      output.write("</p>\n")
    }
    output.write("</header>\n")
  }

  /// The footnotes, where the text ends.
  mutating func writeNotes() {
    guard !outline.notes.isEmpty else { return }
    cursor.suspend()
    output.write("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"")
    text(wording.footnotes)
    output.write(syntax == .xhtml ? "\" epub:type=\"endnotes\">\n<ol>\n" : "\">\n<ol>\n")
    for (index, note) in outline.notes.enumerated() {
      output.write("<li id=\"fn-")
      output.write(number: index + 1)
      output.write("\" data-note=\"")
      text(note.id)
      output.write(syntax == .xhtml ? "\" epub:type=\"endnote\">" : "\">")
      writeNote(note, index + 1)
      output.write("</li>\n")
    }
    output.write("</ol>\n</section>\n")
    cursor.resume()
  }

  private mutating func writeNote(_ note: Footnote, _ number: Int) {
    var blocks = note.blocks
    let last = blocks.popLast()
    for block in blocks { write(block) }
    if case .paragraph(let paragraph)? = last {
      output.write("<p>")
      write(paragraph.inlines)
      output.write(" ")
      writeWayBack(number)
      output.write("</p>")
    } else {
      if let last { write(last) }
      output.write("<p>")
      writeWayBack(number)
      output.write("</p>")
    }
  }

  private func writeWayBack(_ number: Int) {
    output.write("<a href=\"")
    text(address("fnref-\(number)"))
    output.write("\" role=\"doc-backlink\" aria-label=\"")
    text(wording.backToText)
    output.write("\">↩</a>")
  }

  // MARK: Pieces

  func text(_ text: String) { MarkupText.write(text, to: output) }

  /// Ends the tag of an element that holds nothing.
  func endVoid() { if syntax == .html { output.write(">") } else { output.write("/>") } }

  func attribute(_ name: StaticString, _ value: String) {
    output.write(" ")
    output.write(name)
    output.write("=\"")
    text(value)
    output.write("\"")
  }

  /// An attribute without a value.
  func flag(_ name: StaticString) {
    output.write(" ")
    output.write(name)
    if syntax == .xhtml {
      output.write("=\"")
      output.write(name)
      output.write("\"")
    }
  }

  /// What every element can carry; `anchor` is an id that was made.
  func attributes(_ attributes: Attributes, anchor: String? = nil, classes: [String] = []) {
    if let anchor, attributes.id != anchor {
      attribute("id", anchor)
      if attributes.id == nil { attribute("data-anchor", "auto") }
    } else if let id = attributes.id {
      attribute("id", Self.identifier(id))
    }
    let all = classes + attributes.classes
    if !all.isEmpty { attribute("class", all.joined(separator: " ")) }
    if let language = attributes.language, DocumentSettings.isLanguage(language) {
      attribute("lang", language)
      if syntax == .xhtml { attribute("xml:lang", language) }
    }
    if let direction = attributes.direction { attribute("dir", direction.rawValue) }
    for pair in attributes.pairs where Self.isName(pair.name) {
      output.write(" data-x-")
      output.write(pair.name.lowercased())
      output.write("=\"")
      text(pair.value)
      output.write("\"")
    }
  }

  /// No white space in ids.
  static func identifier(_ id: String) -> String {
    id.contains(where: \.isWhitespace) ? String(id.map { $0.isWhitespace ? "-" : $0 }) : id
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { MarkdownBlocks.isLetter($0) || $0 &- 0x30 < 10 || $0 == 0x2D }
  }
}
