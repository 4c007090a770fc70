internal import Archives
internal import ByteIO
internal import Documents

/// The files of one EPUB.
struct EPUBPackage {
  private struct Chapter {
    var name: String
    var title: String
    var blocks: ArraySlice<Block>
    var hasMath = false
    var hasDrawing = false
  }

  private let document: Document
  private let options: ExportOptions
  private let outline: DocumentOutline
  private let wording: Wording
  private var chapters: [Chapter] = []
  /// The chapter that an anchor stands in.
  private var places: [String: Int] = [:]
  private var pictures: [(resource: Resource, name: String)] = []
  private(set) var notes = ExportNotes()

  init(_ document: Document, _ options: ExportOptions) {
    self.document = document
    self.options = options
    outline = DocumentOutline(document)
    wording = Wording(language: document.metadata.effectiveLanguage)
    split()
    choosePictures()
  }

  private var title: String {
    document.metadata.title ?? outline.headings.first?.inlines.plainText ?? wording.page
  }

  /// A name that stays the same for the same content.
  private var identifier: String {
    if let identifier = document.metadata.identifier { return identifier }
    var digest = SHA256()
    for text in [title, document.metadata.effectiveLanguage] + document.metadata.authors.map(\.name) {
      digest.update(Array(text.utf8))
    }
    for heading in outline.headings { digest.update(Array(heading.anchor.utf8)) }
    digest.update(Array(String(document.wordCount).utf8))
    var bytes = Array(digest.digest().bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    var hex = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { hex += "-" }
      let digits = String(byte, radix: 16)
      hex += digits.utf8.count == 1 ? "0" + digits : digits
    }
    return "urn:uuid:" + hex
  }

  // MARK: Parts

  /// A chapter begins with each heading of the highest level there is.
  private mutating func split() {
    let top =
      document.blocks.compactMap { if case .heading(let heading) = $0 { heading.level } else { nil } }.min() ?? 1
    var starts: [Int] = []
    for (index, block) in document.blocks.enumerated() {
      if case .heading(let heading) = block, heading.level == top { starts.append(index) }
    }
    if starts.first != 0 { starts.insert(0, at: 0) }
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : document.blocks.count
      var title = self.title
      if start < end, case .heading(let heading) = document.blocks[start] { title = heading.inlines.plainText }
      chapters.append(
        Chapter(
          name: "chapter-\(number + 1).xhtml", title: title.isEmpty ? self.title : title,
          blocks: document.blocks[start..<end]))
    }
    var cursor = OutlineCursor(outline)
    for (index, chapter) in chapters.enumerated() { place(Array(chapter.blocks), index, &cursor) }
    for (number, note) in outline.notes.enumerated() {
      places["fn-\(number + 1)"] = chapters.count
      _ = note
    }
  }

  private mutating func place(_ blocks: [Block], _ chapter: Int, _ cursor: inout OutlineCursor) {
    for block in blocks {
      let entry: DocumentOutline.Entry? =
        switch block {
        case .heading: cursor.heading()
        case .figure(let figure): cursor.figure(figure.caption)
        case .chart(let chart): cursor.figure(chart.caption)
        case .table(let table): cursor.table(table.caption)
        case .code(let code): cursor.code(code.caption)
        case .math(let math): cursor.formula(math)
        default: nil
        }
      if let anchor = entry?.anchor ?? block.attributes.id, places[anchor] == nil { places[anchor] = chapter }
      for run in block.inlineRuns { place(run, chapter) }
      if case .division(let division) = block, division.role == .notes { continue }
      for inner in block.childBlocks { place(inner, chapter, &cursor) }
    }
  }

  private mutating func place(_ inlines: [Inline], _ chapter: Int) {
    for inline in inlines {
      switch inline {
      case .text: continue
      case .span(let span): if let id = span.attributes.id, places[id] == nil { places[id] = chapter }
      case .footnote(let note):
        if let number = outline.noteNumber(note.id), places["fnref-\(number)"] == nil {
          places["fnref-\(number)"] = chapter
        }
      default: break
      }
      place(inline.children, chapter)
    }
  }

  private static let pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp"]

  private mutating func choosePictures() {
    var used: Set<String> = []
    document.forEachInline { inline in
      if case .image(let image) = inline { used.insert(image.source) }
    }
    for resource in document.resources.all where used.contains(resource.name) {
      guard Self.pictureTypes.contains(resource.mediaType) else {
        notes.lose("picture of type \(resource.mediaType)", "left out: EPUB readers need not show it")
        continue
      }
      pictures.append((resource, "images/picture-\(pictures.count + 1).\(MediaType.ending(of: resource.mediaType))"))
    }
  }

  // MARK: Writing

  mutating func write(to sink: any ByteSink, _ control: ExportControl) throws {
    let zip = ZIPWriter(to: sink)
    try zip.add("mimetype", Array("application/epub+zip".utf8), compression: .stored)
    try zip.add("META-INF/container.xml", Array(Self.container.utf8))
    try zip.add("EPUB/style.css", Array(StyleSheet(document.effectiveTheme, page: nil).text.utf8))
    try writeChapters(to: zip, control)
    try add("EPUB/nav.xhtml", to: zip) { navigation($0) }
    for picture in pictures { try zip.add("EPUB/" + picture.name, picture.resource.bytes) }
    try add("EPUB/package.opf", to: zip) { package($0) }
    try zip.finish()
    if document.watermark != nil { notes.lose("watermark", "left out: the reader makes the pages") }
    if !document.running.isEmpty { notes.lose("header and footer", "left out: the reader makes the pages") }
  }

  private func add(_ name: String, to zip: ZIPWriter, _ body: (TextOutput) -> Void) throws {
    let sink = MemorySink()
    let output = TextOutput(sink)
    body(output)
    try output.flush()
    try zip.add(name, sink.bytes)
  }

  private mutating func writeChapters(to zip: ZIPWriter, _ control: ExportControl) throws {
    let (places, chapters) = (places, chapters)
    var part = document
    part.resources = Resources(pictures.map(\.resource))
    let names = Dictionary(uniqueKeysWithValues: pictures.map { ($0.resource.name, $0.name) })
    // One rendering goes through all chapters, so that numbers and anchors go on.
    let discarded = TextOutput(MemorySink())
    var rendering = HTMLRendering(part, discarded, options, syntax: .xhtml, outline: outline)
    rendering.imageAddress = { names[$0.name] ?? "" }
    var done = 0
    for index in chapters.indices {
      let entry = try zip.entry("EPUB/" + chapters[index].name)
      let output = TextOutput(entry)
      rendering = rendering.continued(on: output) { anchor in
        guard let place = places[anchor], place != index else { return "#" + anchor }
        return (place < chapters.count ? chapters[place].name : "notes.xhtml") + "#" + anchor
      }
      head(chapters[index].title, output)
      if index == 0 { titlePage(output) }
      for block in chapters[index].blocks {
        try control.checkpoint(.writing, done: done, of: document.blocks.count)
        rendering.write(block)
        try output.passOn()
        done += 1
      }
      output.write("</body>\n</html>\n")
      try output.flush()
      try entry.finish()
      self.chapters[index].hasMath = rendering.hasMath
      self.chapters[index].hasDrawing = rendering.hasDrawing
      rendering.hasMath = false
      rendering.hasDrawing = false
    }
    if !outline.notes.isEmpty { try writeNotes(rendering, to: zip) }
    for warning in rendering.notes.warnings { notes.warn(warning.code, warning.message) }
    for loss in rendering.notes.losses { notes.lose(loss.subject, loss.outcome) }
  }

  private mutating func writeNotes(_ rendering: HTMLRendering, to zip: ZIPWriter) throws {
    let (places, chapters) = (places, chapters)
    let entry = try zip.entry("EPUB/notes.xhtml")
    let output = TextOutput(entry)
    var rendering = rendering.continued(on: output) { anchor in
      guard let place = places[anchor], place < chapters.count else { return "#" + anchor }
      return chapters[place].name + "#" + anchor
    }
    head(wording.footnotes, output)
    rendering.writeNotes()
    output.write("</body>\n</html>\n")
    try output.flush()
    try entry.finish()
    self.chapters.append(
      Chapter(
        name: "notes.xhtml", title: wording.footnotes, blocks: [], hasMath: rendering.hasMath,
        hasDrawing: rendering.hasDrawing))
  }

  private func head(_ title: String, _ output: TextOutput) {
    let metadata = document.metadata
    output.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n")
    output.write("<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"")
    MarkupText.write(metadata.effectiveLanguage, to: output)
    output.write("\" xml:lang=\"")
    MarkupText.write(metadata.effectiveLanguage, to: output)
    if metadata.effectiveDirection == .rightToLeft { output.write("\" dir=\"rtl") }
    output.write("\">\n<head>\n<title>")
    MarkupText.write(title, to: output)
    output.write("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n")
  }

  private func titlePage(_ output: TextOutput) {
    guard let title = document.metadata.title else { return }
    output.write("<header class=\"document-title\">\n<p class=\"title\"><strong>")
    MarkupText.write(title, to: output)
    output.write("</strong></p>\n")
    if let subtitle = document.metadata.subtitle {
      output.write("<p class=\"subtitle\">")
      MarkupText.write(subtitle, to: output)
      output.write("</p>\n")
    }
    let authors = document.metadata.authors.map(\.name).joined(separator: ", ")
    if !authors.isEmpty {
      output.write("<p class=\"byline\">")
      MarkupText.write(authors, to: output)
      output.write("</p>\n")
    }
    output.write("</header>\n")
  }

  private func navigation(_ output: TextOutput) {
    head(wording.contents, output)
    output.write("<nav epub:type=\"toc\" role=\"doc-toc\">\n<h1>")
    MarkupText.write(wording.contents, to: output)
    output.write("</h1>\n")
    let entries = outline.headings.filter { $0.isListed && $0.level <= 3 }
    if entries.isEmpty {
      output.write("<ol>\n<li><a href=\"\(chapters[0].name)\">")
      MarkupText.write(title, to: output)
      output.write("</a></li>\n</ol>\n")
    } else {
      let (places, chapters) = (places, chapters)
      var rendering = HTMLRendering(document, output, options, syntax: .xhtml, outline: outline)
      rendering.address = { anchor in
        (places[anchor].flatMap { $0 < chapters.count ? chapters[$0].name : nil } ?? "notes.xhtml") + "#" + anchor
      }
      rendering.writeNested(entries)
    }
    output.write(
      "</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n<li><a epub:type=\"bodymatter\" href=\"")
    MarkupText.write(chapters[0].name, to: output)
    output.write("\">")
    MarkupText.write(title, to: output)
    output.write("</a></li>\n</ol>\n</nav>\n</body>\n</html>\n")
  }

  private func package(_ output: TextOutput) {
    let metadata = document.metadata
    func element(_ name: StaticString, _ text: String, _ attributes: String = "") {
      output.write("<")
      output.write(name)
      output.write(attributes)
      output.write(">")
      MarkupText.write(text, to: output)
      output.write("</")
      output.write(name)
      output.write(">\n")
    }
    func meta(_ property: String, _ text: String) { element("meta", text, " property=\"\(property)\"") }
    output.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    output.write("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"")
    MarkupText.write(metadata.effectiveLanguage, to: output)
    output.write("\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
    element("dc:identifier", identifier, " id=\"id\"")
    element("dc:title", title)
    element("dc:language", metadata.effectiveLanguage)
    for author in metadata.authors { element("dc:creator", author.name) }
    if let date = metadata.date { element("dc:date", date.description) }
    if let publisher = metadata.publisher { element("dc:publisher", publisher) }
    if let summary = metadata.summary { element("dc:description", summary) }
    if let rights = metadata.rights { element("dc:rights", rights) }
    for word in metadata.keywords + (metadata.subject.map { [$0] } ?? []) where !word.isEmpty {
      element("dc:subject", word)
    }
    // No clock is asked: the moment of change is the document's date, or the first there is.
    let day = metadata.date.flatMap { $0.day == nil ? nil : $0.description } ?? "1980-01-01"
    meta("dcterms:modified", day + "T00:00:00Z")
    meta("schema:accessMode", "textual")
    if !pictures.isEmpty || chapters.contains(where: \.hasDrawing) { meta("schema:accessMode", "visual") }
    meta("schema:accessModeSufficient", "textual")
    for feature in ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"] {
      meta("schema:accessibilityFeature", feature)
    }
    if chapters.contains(where: \.hasMath) { meta("schema:accessibilityFeature", "MathML") }
    meta("schema:accessibilityHazard", "none")
    meta("schema:accessibilitySummary", "Headings, lists, tables and notes are marked up; pictures have text.")
    output.write("</metadata>\n<manifest>\n")
    output.write("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n")
    output.write("<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n")
    for (index, chapter) in chapters.enumerated() {
      let properties = [chapter.hasMath ? "mathml" : nil, chapter.hasDrawing ? "svg" : nil].compactMap { $0 }
      output.write("<item id=\"c\(index + 1)\" href=\"\(chapter.name)\" media-type=\"application/xhtml+xml\"")
      if !properties.isEmpty { output.write(" properties=\"\(properties.joined(separator: " "))\"") }
      output.write("/>\n")
    }
    for (index, picture) in pictures.enumerated() {
      output.write(
        "<item id=\"p\(index + 1)\" href=\"\(picture.name)\" media-type=\"\(picture.resource.mediaType)\"/>\n")
    }
    output.write("</manifest>\n<spine")
    if metadata.effectiveDirection == .rightToLeft { output.write(" page-progression-direction=\"rtl\"") }
    output.write(">\n")
    for index in chapters.indices { output.write("<itemref idref=\"c\(index + 1)\"/>\n") }
    output.write("</spine>\n</package>\n")
  }

  private static let container = """
    <?xml version="1.0" encoding="utf-8"?>
    <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
    <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
    </container>

    """
}
