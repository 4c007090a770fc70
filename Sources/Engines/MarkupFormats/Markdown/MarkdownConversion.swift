internal import Documents

/// Makes the document's tree from the block structure.
struct MarkdownConversion {
  let structure: MarkdownBlocks
  var document: Document
  let options: ImportOptions
  var notes = ExportNotes()
  var inlines: MarkdownInlines
  /// Footnotes that stand somewhere already, and those being read now.
  var placedNotes: Set<Int32> = []
  var noteDepth = 0
  var unnamedNotes = 0
  /// Tags of HTML in the present text whose end did not come.
  var unclosedTags: Set<String> = []

  init(_ structure: MarkdownBlocks, _ document: Document, _ options: ImportOptions) {
    self.structure = structure
    self.document = document
    self.options = options
    inlines = MarkdownInlines(
      dialect: structure.dialect, references: structure.references, footnotes: Set(structure.footnotes.keys),
      expansion: max(structure.source.count, 100_000))
  }

  var dialect: MarkdownDialect { structure.dialect }

  mutating func convert(tick: (Int) throws -> Void) rethrows -> [Block] {
    var blocks: [Block] = []
    var child = structure.nodes[0].firstChild
    while child >= 0 {
      let node = structure.nodes[Int(child)]
      convert(child, into: &blocks, isTight: false)
      try tick(node.end)
      child = node.next
    }
    return blocks
  }

  mutating func children(of index: Int32, isTight: Bool = false) -> [Block] {
    var blocks: [Block] = []
    var child = structure.nodes[Int(index)].firstChild
    while child >= 0 {
      convert(child, into: &blocks, isTight: isTight)
      child = structure.nodes[Int(child)].next
    }
    return blocks
  }

  /// `isTight` makes paragraphs plain, as in lists without space.
  mutating func convert(_ index: Int32, into blocks: inout [Block], isTight: Bool) {
    let node = structure.nodes[Int(index)]
    let attributes = Attributes(origin: Origin(line: Int(node.line)))
    switch node.kind {
    case .paragraph: paragraph(node, attributes, into: &blocks, isTight: isTight)
    case .heading: blocks.append(heading(node, attributes))
    case .quote: blocks.append(quote(index, attributes))
    case .list: blocks.append(list(index, node, attributes))
    case .fencedCode: blocks.append(fencedCode(node, attributes))
    case .indentedCode:
      blocks.append(.code(CodeBlock(text(node.start, node.end - 1), attributes: attributes)))
    case .math:
      let range = trimmed(node)
      blocks.append(.math(MathBlock(text(range.lowerBound, range.upperBound), attributes: attributes)))
    case .html: html(node, attributes, into: &blocks)
    case .rule: blocks.append(.rule(Rule(attributes: attributes)))
    case .table: blocks.append(table(index, node, attributes))
    case .definitions: blocks.append(definitions(index, node, attributes))
    case .division: division(index, node, attributes, into: &blocks)
    case .document, .item, .tableRow, .footnote, .term, .definition: break
    }
  }

  func text(_ start: Int, _ end: Int) -> String {
    start < end ? String(decoding: structure.content[start..<end], as: UTF8.self) : ""
  }

  private func trimmed(_ node: MarkdownNode) -> Range<Int> {
    var (start, end) = (node.start, node.end)
    while start < end, MarkdownBlocks.isSpace(structure.content[start]) { start += 1 }
    while end > start, MarkdownBlocks.isSpace(structure.content[end - 1]) { end -= 1 }
    return start..<end
  }

  private func info(_ node: MarkdownNode) -> String {
    let raw = UnsafeBufferPointer(rebasing: structure.source[node.infoStart..<max(node.infoStart, node.infoEnd)])
    let text = MarkdownScan.unescaped(raw, 0..<raw.count)
    return String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  // MARK: Leaves

  private mutating func heading(_ node: MarkdownNode, _ attributes: Attributes) -> Block {
    var end = node.end
    var attributes = attributes
    if dialect.contains(.attributes), end > node.start, structure.content[end - 1] == UInt8(ascii: "}"),
      let brace = structure.content[node.start..<end].lastIndex(of: UInt8(ascii: "{")),
      brace == node.start || structure.content[brace - 1] == 0x20
    {
      let found = structure.content.withUnsafeBufferPointer {
        MarkdownAttributes.parse(UnsafeBufferPointer(rebasing: $0[node.start..<end]), at: brace - node.start)
      }
      if let found, found.end == end - node.start {
        attributes = found.attributes
        attributes.origin = Origin(line: Int(node.line))
        end = brace
        while end > node.start, structure.content[end - 1] == 0x20 { end -= 1 }
      }
    }
    let isNumbered = !attributes.has("unnumbered")
    let isListed = !attributes.has("unlisted")
    attributes.classes.removeAll { $0 == "unnumbered" || $0 == "unlisted" }
    return .heading(
      Heading(
        level: Int(node.mark), inlines(node.start, end), isNumbered: isNumbered, isListed: isListed,
        attributes: attributes))
  }

  private mutating func paragraph(
    _ node: MarkdownNode, _ attributes: Attributes, into blocks: inout [Block], isTight: Bool
  ) {
    if dialect.contains(.documents), node.end - node.start < 10_000 {
      if let block = special(text(node.start, min(node.end, node.start + 60)), node, attributes) {
        return blocks.append(block)
      }
      if takeCaption(node, &blocks) { return }
    }
    let content = inlines(node.start, node.end)
    if dialect.contains(.documents), !isTight, content.count == 1, case .image(var image) = content[0],
      !image.isDecorative
    {
      var attributes = image.attributes
      attributes.origin = Origin(line: Int(node.line))
      let caption = image.title.map { title in captionInlines(title) } ?? []
      image.title = nil
      image.attributes = .none
      return blocks.append(.figure(Figure(image, caption: caption, attributes: attributes)))
    }
    blocks.append(.paragraph(Paragraph(content, isPlain: isTight, attributes: attributes)))
  }

  private mutating func captionInlines(_ text: String) -> [Inline] {
    let bytes = Array(text.utf8)
    let outer = inlines
    defer { inlines = outer }
    return bytes.withUnsafeBufferPointer { inlines($0) }
  }

  /// Words in brackets and commands that stand alone.
  private func special(_ text: String, _ node: MarkdownNode, _ attributes: Attributes) -> Block? {
    guard text.utf8.first == UInt8(ascii: "[") || text.utf8.first == UInt8(ascii: "\\"), node.end - node.start <= 40
    else { return nil }
    switch text.lowercased() {
    case "[[toc]]", "[toc]": return .contents(TableOfContents(attributes: attributes))
    case "[[figures]]": return .listing(Listing(.figures, attributes: attributes))
    case "[[tables]]": return .listing(Listing(.tables, attributes: attributes))
    case "[[listings]]": return .listing(Listing(.code, attributes: attributes))
    case "[[bibliography]]": return .bibliography(Bibliography(attributes: attributes))
    case "\\newpage", "\\pagebreak": return .pageBreak(PageBreak(attributes: attributes))
    case "\\columnbreak": return .pageBreak(PageBreak(.column, attributes: attributes))
    case "\\oddpage": return .pageBreak(PageBreak(.oddPage, attributes: attributes))
    case "\\newslide": return .pageBreak(PageBreak(.slide, attributes: attributes))
    default: return nil
    }
  }

  /// `Table: words {#id}` below a table, `Listing: words` below code, `Figure: words` below a chart.
  private mutating func takeCaption(_ node: MarkdownNode, _ blocks: inout [Block]) -> Bool {
    guard let last = blocks.last else { return false }
    let word: String
    switch last {
    case .table(let table) where table.caption.isEmpty: word = "Table: "
    case .code(let code) where code.caption.isEmpty: word = "Listing: "
    case .chart(let chart) where chart.caption.isEmpty: word = "Figure: "
    default: return false
    }
    let prefix = Array(word.utf8)
    guard structure.content[node.start..<node.end].starts(with: prefix) else { return false }
    var caption = Heading(level: 1, [])
    var inner = node
    inner.start += prefix.count
    inner.mark = 1
    if case .heading(let read) = heading(inner, last.attributes) { caption = read }
    switch last {
    case .table(var table):
      (table.caption, table.attributes) = (caption.inlines, merged(table.attributes, caption.attributes))
      blocks[blocks.count - 1] = .table(table)
    case .code(var code):
      (code.caption, code.attributes) = (caption.inlines, merged(code.attributes, caption.attributes))
      blocks[blocks.count - 1] = .code(code)
    case .chart(var chart):
      (chart.caption, chart.attributes) = (caption.inlines, merged(chart.attributes, caption.attributes))
      blocks[blocks.count - 1] = .chart(chart)
    default: break
    }
    return true
  }

  private func merged(_ own: Attributes, _ added: Attributes) -> Attributes {
    var result = own
    result.id = own.id ?? added.id
    result.classes += added.classes.filter { !own.classes.contains($0) }
    result.language = own.language ?? added.language
    result.direction = own.direction ?? added.direction
    result.pairs += added.pairs.filter { !own.pairs.contains($0) }
    return result
  }

  private mutating func fencedCode(_ node: MarkdownNode, _ attributes: Attributes) -> Block {
    let content = text(node.start, max(node.start, node.end - 1))
    var info = info(node)
    var attributes = attributes
    if dialect.contains(.attributes), let brace = info.firstIndex(of: "{"),
      let found = MarkdownAttributes.parse(String(info[brace...]))
    {
      attributes = found.attributes
      attributes.origin = Origin(line: Int(node.line))
      info = String(info[..<brace])
    }
    var language = info.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(String.init)
    if language == nil, dialect.contains(.attributes), let first = attributes.classes.first, first != "numbered" {
      language = first
      attributes.classes.removeFirst()
    }
    let isNumbered = attributes.has("numbered")
    attributes.classes.removeAll { $0 == "numbered" }
    if dialect.contains(.math), language == "math" {
      return .math(MathBlock(content, isNumbered: isNumbered, attributes: attributes))
    }
    if dialect.contains(.documents), language == "chart" {
      do {
        var chart = try ChartCoding.chart(parsing: content)
        chart.attributes = attributes
        return .chart(chart)
      } catch {
        notes.warn(
          "chart", "the chart is shown as code: \(error)", at: DocumentError.Location(line: Int(node.line)))
      }
    }
    if dialect.contains(.documents), let language, language.hasPrefix("="), language.utf8.count > 1 {
      return .raw(RawBlock(format: String(language.dropFirst()), content, attributes: attributes))
    }
    return .code(
      CodeBlock(content, language: language, showsLineNumbers: isNumbered, attributes: attributes))
  }

  private mutating func html(_ node: MarkdownNode, _ attributes: Attributes, into blocks: inout [Block]) {
    var end = node.end
    if end > node.start, structure.content[end - 1] == 0x0A { end -= 1 }
    let content = text(node.start, end)
    switch options.rawHTML {
    case .keep: blocks.append(.raw(RawBlock(format: "html", content, attributes: attributes)))
    case .drop: break
    case .clean:
      if content.hasPrefix("<!--") {
        if content.lowercased().contains("pagebreak") { blocks.append(.pageBreak(PageBreak(attributes: attributes))) }
        if content.hasSuffix("-->") { return }
      }
      var cleaning = HTMLCleaning(resources: document.resources, limits: options.limits)
      blocks += cleaning.blocks(of: content)
      document.resources = cleaning.resources
      for warning in cleaning.notes.warnings {
        notes.warn(warning.code, warning.message, at: DocumentError.Location(line: Int(node.line)))
      }
    }
  }
}
