internal import Documents
internal import XML

/// Reads blocks: of the text, of a note, of a table's cell.
struct DOCXBodyReader {
  private let source: DOCXSource
  private let links: DOCXRelationships
  private let isInNote: Bool
  private let isCell: Bool
  private var runs: DOCXRunReader
  private var assembler: OfficeAssembler
  private var sections: [(blocks: [Block], layout: XMLNode?)] = []
  private var listingTitle: [Inline] = []
  private var children = 0
  private let depth: Int

  init(
    _ source: DOCXSource, links: DOCXRelationships? = nil, isInNote: Bool = false, isCell: Bool = false, depth: Int = 0
  ) {
    self.source = source
    self.links = links ?? source.relationships
    self.isInNote = isInNote
    self.isCell = isCell
    self.depth = depth
    runs = DOCXRunReader(source, self.links)
    runs.isInNote = isInNote
    assembler = OfficeAssembler(source.wording, readsTitles: !isInNote && !isCell)
  }

  mutating func add(_ node: XMLNode) throws {
    children += 1
    if children % 64 == 0 { try source.control.checkpoint(.reading, done: children, of: 0) }
    switch node.name.local {
    case "p": try paragraph(node)
    case "tbl": try table(node)
    case "sdt": for child in node.first("sdtContent")?.elements ?? [] { try add(child) }
    case "ins", "moveTo", "customXml", "sdtContent", "smartTag": for child in node.elements { try add(child) }
    case "del", "moveFrom": source.notes.warn("tracked-change", "tracked changes were accepted", merging: true)
    case "AlternateContent":
      for child in (node.first("Choice") ?? node.first("Fallback"))?.elements ?? [] { try add(child) }
    case "sectPr": sections.append((assembler.finish(), node))
    default: break
    }
  }

  /// The blocks of a note or a cell.
  mutating func noteBlocks() -> [Block] { assembler.finish() }

  // MARK: Paragraphs

  private mutating func paragraph(_ node: XMLNode) throws {
    let properties = node.first("pPr")
    let styleID = properties?.first("pStyle")?.local("val")
    var paragraph = OfficeParagraph()
    paragraph.role = source.sheet.role(styleID)
    runs.beginParagraph()
    let isSpan = paragraph.role == .body && styleID != "Equation"
    try runs.read(node.elements, RunStyle(), link: nil, isSpan: isSpan)
    if properties?.first("pageBreakBefore").map({ $0.local("val") != "0" && $0.local("val") != "false" }) == true {
      assembler.add(.pageBreak(PageBreak()))
    }
    numbering(&paragraph, properties, styleID)
    if properties?.first("contextualSpacing")?.local("val") != "0" {
      paragraph.isLoose = paragraph.marker == nil && !isCell
    }
    let indent = properties?.first("ind").flatMap { $0.local("left") ?? $0.local("start") }.flatMap { Int($0) } ?? 0
    paragraph.isIndented = indent >= 300 + (paragraph.marker.map { DOCXNumbering.step * ($0.level + 1) } ?? 0)
    alignment(&paragraph, properties)
    inlines(&paragraph)
    anchors(&paragraph)
    for block in runs.listings { assembler.add(listed(block)) }
    if paragraph.role == .listedHeading { listingTitle = paragraph.inlines }
    for target in runs.breaks { assembler.add(.pageBreak(PageBreak(target))) }
    let isEmpty = paragraph.inlines.isEmpty && paragraph.formula == nil
    if isEmpty, paragraph.role == .body, properties?.first("pBdr/bottom") != nil, paragraph.marker == nil {
      paragraph.role = .rule
    }
    let onlyCarries = isEmpty && (!runs.blocks.isEmpty || !runs.breaks.isEmpty || properties?.first("sectPr") != nil)
    if !(onlyCarries && paragraph.role != .rule && paragraph.marker == nil) { assembler.add(paragraph) }
    for block in runs.blocks { assembler.add(block) }
    if let section = properties?.first("sectPr"), !isInNote { sections.append((assembler.finish(), section)) }
  }

  private func listed(_ block: Block) -> Block {
    let text = listingTitle.plainText
    switch block {
    case .contents(var contents):
      if !text.isEmpty, text != source.wording.contents { contents.title = listingTitle }
      return .contents(contents)
    case .listing(var listing):
      if !text.isEmpty, text != listing.subject.word(source.wording) { listing.title = listingTitle }
      return .listing(listing)
    default: return block
    }
  }

  private func numbering(_ paragraph: inout OfficeParagraph, _ properties: XMLNode?, _ styleID: String?) {
    let own = properties?.first("numPr")
    let inherited = source.sheet.numbering(styleID)
    let instance = own?.first("numId")?.local("val").flatMap { Int($0) } ?? inherited?.instance
    let level = own?.first("ilvl")?.local("val").flatMap { Int($0) } ?? inherited?.level ?? 0
    let marker = instance.flatMap { source.sheet.marker($0, level: level) }
    if case .heading = paragraph.role {
      if inherited?.instance != nil, own != nil { paragraph.isNumbered = marker != nil }
    } else if paragraph.role == .body || marker != nil, paragraph.role != .caption {
      paragraph.marker = marker
      if marker != nil { paragraph.role = .body }
    }
  }

  private func alignment(_ paragraph: inout OfficeParagraph, _ properties: XMLNode?) {
    guard paragraph.role == .body || paragraph.role == .definition else { return }
    switch properties?.first("jc")?.local("val") {
    // What lines do anyway needs no word.
    case "left", "start": paragraph.alignment = source.sheet.isJustified || isCell ? .start : nil
    case "center": paragraph.alignment = .center
    case "right", "end": paragraph.alignment = .end
    case "both", "distribute": paragraph.alignment = .justify
    default: break
    }
  }

  private func inlines(_ paragraph: inout OfficeParagraph) {
    if let tex = runs.displayMath, runs.runs.isEmpty {
      paragraph.formula = (tex, false)
      return
    }
    if paragraph.role == .caption, let sequence = runs.sequence {
      paragraph.sequence = sequence.name
      var pieces = runs.runs.pieces
      pieces.removeFirst(min(sequence.end, pieces.count))
      paragraph.inlines = OfficeRuns.nested(Self.withoutColon(pieces)[...])
    } else {
      paragraph.inlines = runs.runs.inlines
    }
    if runs.sequence != nil, runs.hasInlineMath, paragraph.role == .body {
      // A formula with its number behind it.
      for inline in paragraph.inlines {
        if case .math(let tex) = inline { paragraph.formula = (tex, true) }
      }
    }
    let lifted = paragraph.inlines.liftedLanguage
    if let language = lifted.language {
      paragraph.inlines = lifted.inlines
      paragraph.attributes.language = language
    }
  }

  /// The sign between a caption's number and its words.
  static func withoutColon(_ pieces: [OfficeRuns.Piece]) -> [OfficeRuns.Piece] {
    var pieces = pieces
    while let first = pieces.first, case .text(let text) = first.content {
      let rest = text.drop { ":.–—- \u{00A0}\t".contains($0) }
      if rest.isEmpty {
        pieces.removeFirst()
      } else {
        pieces[0].content = .text(String(rest))
        break
      }
    }
    return pieces
  }

  private func anchors(_ paragraph: inout OfficeParagraph) {
    guard let name = runs.anchors.first else { return }
    let isMade: Bool
    switch paragraph.role {
    case .heading: isMade = DocumentOutline.slug(paragraph.inlines.plainText, fallback: "section") == name
    case .caption:
      isMade = ["figure-", "table-", "code-"].contains { name.hasPrefix($0) && Int(name.dropFirst($0.count)) != nil }
    default: isMade = paragraph.formula != nil && name.hasPrefix("formula-")
    }
    if !isMade { paragraph.attributes.id = name }
  }

  // MARK: Tables

  private mutating func table(_ node: XMLNode) throws {
    guard depth < source.options.limits.depth else {
      return source.notes.warn("depth", "tables within tables were left out below \(depth) levels", merging: true)
    }
    let style = node.first("tblPr/tblStyle")?.local("val").flatMap { source.sheet.styles[$0]?.name ?? $0 } ?? ""
    if style.lowercased().hasPrefix("callout "),
      let form = Callout.Form(rawValue: String(style.lowercased().dropFirst(8).dropLast(4)))
    {
      return try callout(node, form)
    }
    var reader = DOCXTableReader(source, links, isInNote: isInNote, depth: depth + 1)
    var table = try reader.table(node)
    if node.first("tblPr/bidiVisual") != nil { table.liftLanguage() }
    let indent = node.first("tblPr/tblInd")?.local("w").flatMap { Int($0) } ?? 0
    assembler.add(.table(table), inList: indent >= 300)
  }

  private mutating func callout(_ node: XMLNode, _ form: Callout.Form) throws {
    var inner = DOCXBodyReader(source, links: links, isInNote: isInNote, isCell: true, depth: depth + 1)
    for child in node.first("tr/tc")?.elements ?? [] { try inner.add(child) }
    var blocks = inner.noteBlocks()
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
    assembler.add(.callout(Callout(form, title: title, blocks)))
  }

  // MARK: The whole

  mutating func finish(_ metadata: Metadata) throws -> Document {
    sections.append((assembler.finish(), nil))
    var metadata = metadata
    for item in assembler.titles {
      switch item.role {
      case .title: metadata.title = metadata.title ?? item.text
      case .subtitle: metadata.subtitle = metadata.subtitle ?? item.text
      case .date: metadata.date = metadata.date ?? DocumentDate(item.text)
      default: Self.author(item.text, &metadata)
      }
    }
    let layouts = DOCXSectionReader(source)
    let last = sections.last { $0.layout != nil }?.layout
    let base = sections.first { $0.layout != nil }?.layout ?? last
    var document = Document(metadata: metadata, resources: source.resources)
    document.page = layouts.page(base)
    document.running = try layouts.running(base, &document.watermark)
    document.numbering.headingDepth = headingDepth
    document.blocks = layouts.joined(sections, base: document.page)
    document.resources = source.resources
    return document
  }

  /// "Name, place, mail" of the title page completes what the properties say.
  static func author(_ line: String, _ metadata: inout Metadata) {
    let parts = line.split(separator: ",").map { String($0.drop { $0 == " " }) }
    guard let name = parts.first else { return }
    let email = parts.dropFirst().first { $0.contains("@") }
    let affiliation = parts.dropFirst().filter { !$0.contains("@") }.joined(separator: ", ")
    let author = Author(name, email: email, affiliation: affiliation.isEmpty ? nil : affiliation)
    if let index = metadata.authors.firstIndex(where: { $0.name == name }) {
      metadata.authors[index] = author
    } else {
      metadata.authors.append(author)
    }
  }

  private var headingDepth: Int {
    var depth = 0
    for (id, style) in source.sheet.styles where style.isParagraph {
      guard case .heading(let level, isListed: true) = source.sheet.role(id), let numbering = style.numbering,
        let instance = numbering.instance, source.sheet.marker(instance, level: numbering.level) != nil
      else { continue }
      depth = max(depth, level)
    }
    return depth
  }
}
