internal import Documents
internal import XML

/// Reads blocks: of the text, of a note, a cell or a list's item.
struct ODTBlockReader {
  private let source: ODTSource
  private let isInNote: Bool
  private let isNested: Bool
  private let depth: Int
  private(set) var assembler: OfficeAssembler
  private var children = 0
  private var hasContent = false
  /// The kind of page on which the blocks since the last change stand.
  private(set) var sections: [(blocks: [Block], master: String?)] = []
  private var master: String?

  init(_ source: ODTSource, isInNote: Bool = false, isNested: Bool = true, depth: Int = 0) {
    self.source = source
    self.isInNote = isInNote
    self.isNested = isNested
    self.depth = depth
    assembler = OfficeAssembler(source.wording, readsTitles: !isNested)
  }

  mutating func finish() -> [Block] { assembler.finish() }

  mutating func finishSections() -> [(blocks: [Block], master: String?)] {
    sections.append((assembler.finish(), master))
    return sections
  }

  mutating func add(_ node: XMLNode) throws {
    children += 1
    if children % 64 == 0 { try source.control.checkpoint(.reading, done: children, of: 0) }
    guard depth < source.options.limits.depth else {
      return source.notes.warn("depth", "what is nested deeper than \(depth) levels was left out", merging: true)
    }
    switch node.name.local {
    case "p", "h": try paragraph(node)
    case "list": if let list = try list(node, level: 1, style: nil) { merge(list) }
    case "table": try table(node)
    case "table-of-content": contents(node)
    case "illustration-index", "table-index", "object-index": listing(node)
    case "section": try section(node)
    case "tracked-changes": source.notes.warn("tracked-change", "tracked changes were accepted", merging: true)
    case "frame":
      var reader = ODTRunReader(source, isInNote: isInNote, isSpan: false)
      try reader.read([.element(node)])
      for block in reader.blocks { assembler.add(block) }
      for piece in reader.runs.pieces {
        if case .image(let image) = piece.content { assembler.add(.figure(Figure(image))) }
      }
    case "index-body", "bibliography", "alphabetical-index", "user-index":
      for child in (node.first("index-body") ?? node).elements { try add(child) }
    default: break
    }
  }

  // MARK: Paragraphs

  /// Styles of paragraphs without space between them.
  private static let tight: Set<String> = [
    "List_20_Tight", "Table_20_Contents", "Table_20_Heading", "Table_20_Strong",
  ]

  private mutating func paragraph(_ node: XMLNode) throws {
    let name = node.local("style-name")
    let style = source.sheet.style("paragraph", name)
    var paragraph = OfficeParagraph()
    paragraph.role = source.sheet.role(name)
    if node.name.local == "h" {
      let level = min(max(node.local("outline-level").flatMap { Int($0) } ?? 1, 1), 6)
      paragraph.role = .heading(level, isListed: true)
      paragraph.isNumbered = !source.sheet.named(name).hasPrefix("Unnumbered")
    }
    begin(style)
    var reader = ODTRunReader(source, isInNote: isInNote, isSpan: paragraph.role == .body)
    try reader.read(node.content)
    paragraph.isLoose = !isNested || !Self.tight.contains(source.sheet.named(name))
    if paragraph.role == .body || paragraph.role == .definition { paragraph.alignment = alignment(style) }
    inlines(&paragraph, reader)
    if let name = reader.anchors.first, !isMade(name, paragraph) { paragraph.attributes.id = name }
    let isEmpty = paragraph.inlines.isEmpty && paragraph.formula == nil
    if isEmpty && paragraph.role != .rule { paragraph.role = .body }
    assembler.add(paragraph)
    if !isEmpty { hasContent = true }
    for block in reader.blocks { add(block) }
  }

  private mutating func add(_ block: Block) {
    hasContent = true
    assembler.add(block)
  }

  /// A page or a kind of page may begin with a paragraph.
  private mutating func begin(_ style: ODTStyleSheet.Style?) {
    guard let style, style.isAutomatic else { return }
    switch style.paragraph?.local("break-before") {
    case "page": assembler.add(.pageBreak(PageBreak()))
    case "column": assembler.add(.pageBreak(PageBreak(.column)))
    default: break
    }
    guard let wanted = style.master, !wanted.isEmpty else { return }
    turn(to: wanted)
  }

  private mutating func turn(to wanted: String) {
    if !isNested, hasContent { sections.append((assembler.finish(), master)) }
    if !isNested || master == nil { master = wanted }
  }

  private func alignment(_ style: ODTStyleSheet.Style?) -> TextAlignment? {
    guard let style, style.isAutomatic, let paragraph = style.paragraph else { return nil }
    let isRight = paragraph.local("writing-mode") == "rl-tb"
    switch paragraph.local("text-align") {
    // What lines do anyway needs no word.
    case "start": return source.sheet.isJustified ? .start : nil
    case "center": return .center
    case "end": return .end
    case "justify": return .justify
    // The side where lines of a right-to-left text begin anyway.
    case "right": return isRight ? nil : .end
    case "left": return isRight ? .end : source.sheet.isJustified ? .start : nil
    default: return nil
    }
  }

  private func inlines(_ paragraph: inout OfficeParagraph, _ reader: ODTRunReader) {
    let inlines = reader.runs.inlines
    if reader.formulas.count == 1, paragraph.role != .caption {
      let others = reader.runs.pieces.contains { piece in
        switch piece.content {
        case .math: false
        case .text(let text): !text.allSatisfy { "\t()".contains($0) || $0.isNumber }
        default: true
        }
      }
      let isWhole = reader.runs.count == 1
      if !others && (isWhole && paragraph.alignment == .center || reader.sequence != nil) {
        paragraph.formula = (reader.formulas[0], reader.sequence != nil)
        paragraph.alignment = nil
        return
      }
    }
    if paragraph.role == .caption, let sequence = reader.sequence {
      paragraph.sequence = sequence.name
      var pieces = reader.runs.pieces
      pieces.removeFirst(min(sequence.end, pieces.count))
      paragraph.inlines = OfficeRuns.nested(DOCXBodyReader.withoutColon(pieces)[...])
    } else {
      paragraph.inlines = inlines
    }
    let lifted = paragraph.inlines.liftedLanguage
    if let language = lifted.language {
      paragraph.inlines = lifted.inlines
      paragraph.attributes.language = language
    }
  }

  private func isMade(_ name: String, _ paragraph: OfficeParagraph) -> Bool {
    switch paragraph.role {
    case .heading: DocumentOutline.slug(paragraph.inlines.plainText, fallback: "section") == name
    case .caption:
      ["figure-", "table-", "code-"].contains { name.hasPrefix($0) && Int(name.dropFirst($0.count)) != nil }
    default: paragraph.formula != nil && name.hasPrefix("formula-") || name.hasPrefix("_Toc")
    }
  }

  // MARK: Lists

  private mutating func list(_ node: XMLNode, level: Int, style outer: String?) throws -> Block? {
    guard level < source.options.limits.depth else { return nil }
    let style = node.local("style-name") ?? outer
    let (marker, isDone) = source.sheet.marker(style, level: min(level, 10))
    var list = List(marker, items: [])
    for item in node.elements where item.name.local == "list-item" || item.name.local == "list-header" {
      var reader = ODTBlockReader(source, isInNote: isInNote, depth: depth + 1)
      if list.items.isEmpty, case .ordered(_, let style, let delimiter) = list.marker,
        let start = item.local("start-value").flatMap({ Int($0) })
      {
        list.marker = .ordered(start: start, style: style, delimiter: delimiter)
      }
      for child in item.elements {
        if child.name.local == "list" {
          if let inner = try self.list(child, level: level + 1, style: style) { Self.add(inner, to: &reader) }
        } else {
          try reader.add(child)
        }
      }
      list.items.append(ListItem(reader.finish(), isDone: isDone))
    }
    list.isTight = list.items.allSatisfy { item in
      item.blocks.allSatisfy { if case .paragraph(let paragraph) = $0 { paragraph.isPlain } else { true } }
    }
    if list.items.isEmpty { return nil }
    return .list(list)
  }

  /// A list of tasks is written as runs of done and open ones.
  private static func add(_ block: Block, to reader: inout ODTBlockReader) { reader.assembler.add(merging: block) }

  private mutating func merge(_ list: Block) {
    hasContent = true
    assembler.add(merging: list)
  }

  // MARK: Contents and sections

  private mutating func contents(_ node: XMLNode) {
    let depth = node.first("table-of-content-source")?.local("outline-level").flatMap { Int($0) } ?? 3
    let title = node.first("index-body/index-title")?.text ?? ""
    add(
      .contents(
        TableOfContents(title: title == source.wording.contents || title.isEmpty ? [] : [.text(title)], depth: depth)))
  }

  private mutating func listing(_ node: XMLNode) {
    let from = node.elements.first { $0.name.local.hasSuffix("-source") }
    let sequence = from?.local("caption-sequence-name")?.split(separator: "_").joined(separator: " ")
    let wording = source.wording
    let subject: Listing.Subject =
      sequence == wording.table || node.name.local == "table-index"
      ? .tables : sequence == wording.listing ? .code : .figures
    let title = node.first("index-body/index-title")?.text ?? ""
    add(.listing(Listing(subject, title: title == subject.word(wording) || title.isEmpty ? [] : [.text(title)])))
  }

  private mutating func section(_ node: XMLNode) throws {
    let style = node.local("style-name").flatMap { source.sheet.sections[$0] }
    let columns = style?.first("section-properties/columns")?.local("column-count").flatMap { Int($0) } ?? 1
    guard columns > 1 else {
      for child in node.elements { try add(child) }
      return
    }
    var reader = ODTBlockReader(source, isInNote: isInNote, depth: depth + 1)
    for child in node.elements { try reader.add(child) }
    let blocks = reader.finish()
    if let wanted = reader.master { turn(to: wanted) }
    add(.division(Division(.section, layout: SectionLayout(columns: min(columns, 20)), blocks)))
  }

  // MARK: Tables

  private mutating func table(_ node: XMLNode) throws {
    let name = node.local("name") ?? ""
    if name.hasPrefix("Callout-"), let form = Callout.Form(rawValue: String(name.dropFirst(8).prefix { $0 != "-" })) {
      return try callout(node, form)
    }
    var reader = ODTTableReader(source, isInNote: isInNote, depth: depth + 1)
    var table = try reader.table(node)
    let style = source.sheet.style("table", node.local("style-name"))
    if style?.table?.local("writing-mode") == "rl-tb" { table.liftLanguage() }
    add(.table(table))
  }

  private mutating func callout(_ node: XMLNode, _ form: Callout.Form) throws {
    var reader = ODTBlockReader(source, isInNote: isInNote, depth: depth + 1)
    for child in node.descendant("table-cell")?.elements ?? [] { try reader.add(child) }
    var blocks = reader.finish()
    var title: [Inline] = []
    if case .paragraph(let first)? = blocks.first {
      if first.inlines.plainText != source.wording.callout(form) { title = first.inlines }
      blocks.removeFirst()
    }
    blocks = blocks.map { block in
      guard case .paragraph(var paragraph) = block else { return block }
      paragraph.isPlain = false
      return .paragraph(paragraph)
    }
    add(.callout(Callout(form, title: title, blocks)))
  }
}
