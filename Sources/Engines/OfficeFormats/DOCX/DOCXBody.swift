internal import ByteIO
internal import Documents

/// Writes the text of a document section by section.
struct DOCXBody: ~Copyable {
  /// What runs above and below, by section: the parts are written behind the text.
  struct RunningPart {
    let name: String
    let isHeader: Bool
    let line: RunningContent.Line?
    let width: Double
  }

  var text: DOCXText
  private(set) var runningParts: [RunningPart] = []
  private var knownLines: [String: [RunningContent.Line: String]] = [:]
  private var section: DOCXSection
  private let control: ExportControl
  private var hasContent = false

  init(_ text: consuming DOCXText, _ control: ExportControl) {
    let document = text.book.document
    section = DOCXSection(page: document.page)
    section.firstPage = document.numbering.firstPage == 1 ? nil : document.numbering.firstPage
    section.pageStyle = document.numbering.pageStyle
    section.isRightToLeft = text.book.direction == .rightToLeft
    self.text = text
    self.control = control
    run(document.effectiveRunning)
  }

  mutating func write() throws {
    let document = text.book.document
    text.xml.put(OfficePackage.declaration)
    text.xml.put("<w:document ")
    text.xml.put(DOCXNames.textSpaces)
    text.xml.put("><w:body>")
    for block in document.letterhead { try text.block(block, place) }
    title()
    try blocks(document.blocks, tail: nil, isTop: true)
    if !hasContent || text.pendingBreak != nil || !text.pendingAnchors.isEmpty {
      text.paragraph(DOCXParagraph(), place, [])
    }
    section.append(to: &text.xml)
    text.xml.put("</w:body></w:document>")
    try text.xml.finish()
  }

  private var place: DOCXPlace { DOCXPlace(width: section.page.columnWidth) }

  private mutating func title() {
    let metadata = text.book.document.metadata
    guard let title = metadata.title else { return }
    hasContent = true
    text.paragraph(DOCXParagraph("Title"), place, [.text(title)])
    if let subtitle = metadata.subtitle { text.paragraph(DOCXParagraph("Subtitle"), place, [.text(subtitle)]) }
    for author in metadata.authors {
      let lines = [author.name, author.affiliation, author.email].compactMap { $0 }.joined(separator: ", ")
      text.paragraph(DOCXParagraph("Author"), place, [.text(lines)])
    }
    if let date = metadata.date { text.paragraph(DOCXParagraph("Date"), place, [.text(date.description)]) }
  }

  // MARK: Sections

  /// - Parameter tail: the section that ends with the last of these blocks, where one does.
  private mutating func blocks(_ blocks: [Block], tail: DOCXSection?, isTop: Bool) throws {
    for (index, block) in blocks.enumerated() {
      if isTop { try control.checkpoint(.writing, done: index, of: blocks.count) }
      let isLast = index == blocks.count - 1
      let ending = isLast ? tail : (Self.beginsSection(blocks[index + 1]) ? section : nil)
      if case .division(let division) = block {
        try self.division(division, ending: ending, isFinal: isTop && isLast)
      } else if case .pageBreak(let pageBreak) = block, pageBreak.target == .oddPage {
        section.start = .oddPage
        section.hasFirstPage = false
        section.firstPage = nil
        if ending != nil { text.pendingBreak = nil }
      } else {
        try write(block, ending: ending)
      }
    }
  }

  private mutating func write(_ block: Block, ending: DOCXSection?) throws {
    hasContent = true
    guard let ending else { return try text.block(block, place) }
    switch block {
    case .paragraph, .heading:
      text.pendingSection = ending
      try text.block(block, place)
    default:
      try text.block(block, place)
      text.pendingSection = ending
      text.paragraph(DOCXParagraph(), place, [])
    }
  }

  private static func beginsSection(_ block: Block) -> Bool {
    switch block {
    case .division(let division): division.layout != nil
    case .pageBreak(let pageBreak): pageBreak.target == .oddPage
    default: false
    }
  }

  private mutating func division(_ division: Division, ending: DOCXSection?, isFinal: Bool) throws {
    if division.role == .notes { return text.book.notes.lose("speaker notes", "left out") }
    guard let layout = division.layout else {
      let isPlain = [.group, .section, .cover, .appendix, .slide].contains(division.role)
      if let id = division.attributes.id { text.pendingAnchors.append(id) }
      if isPlain, division.attributes.language == nil {
        try blocks(division.blocks, tail: ending, isTop: false)
      } else {
        try write(.division(division), ending: ending)
      }
      if division.role == .cover && !isFinal { text.pendingBreak = .page }
      return
    }
    if let id = division.attributes.id { text.pendingAnchors.append(id) }
    let outer = section
    enter(layout)
    try blocks(division.blocks, tail: isFinal ? nil : section, isTop: false)
    if !isFinal {
      let startsHere = section.start
      section = outer
      section.start = startsHere == .continuous ? .continuous : .nextPage
      section.firstPage = nil
      section.hasFirstPage = false
    }
  }

  private mutating func enter(_ layout: SectionLayout) {
    section.start = layout.page == nil && layout.columns != nil ? .continuous : .nextPage
    if let page = layout.page { section.page = page }
    if let columns = layout.columns { section.page.columns = columns }
    section.firstPage = layout.firstPage
    if let style = layout.pageStyle { section.pageStyle = style }
    // The first page is the document's; a section has one of its own where it brings its own lines.
    section.hasFirstPage = false
    if let running = layout.running, !running.isEmpty { run(running) }
  }

  // MARK: Running lines

  private mutating func run(_ running: RunningContent) {
    section.headers = references(running.header, isHeader: true)
    section.footers = references(running.footer, isHeader: false)
    section.hasFirstPage =
      running.header.first != nil || running.footer.first != nil
  }

  private mutating func references(_ lines: RunningContent.Lines, isHeader: Bool) -> [(kind: String, id: String)] {
    let watermark = isHeader && text.book.document.watermark != nil
    guard !lines.isEmpty || watermark else { return [] }
    let running = text.book.document.effectiveRunning
    let hasEven =
      running.header.even != nil || running.footer.even != nil || running.header.odd != nil || running.footer.odd != nil
      || lines.even != nil || lines.odd != nil
    var kinds: [(String, RunningContent.Line?)] = [("default", lines.odd ?? lines.all)]
    if hasEven { kinds.append(("even", lines.even ?? lines.all)) }
    let hasFirst = running.header.first != nil || running.footer.first != nil || lines.first != nil
    if hasFirst { kinds.append(("first", lines.first ?? lines.odd ?? lines.all)) }
    return kinds.map { ($0.0, part($0.1, isHeader: isHeader)) }
  }

  /// The relationship to the part with this line; equal lines share one.
  private mutating func part(_ line: RunningContent.Line?, isHeader: Bool) -> String {
    let kind = isHeader ? "header" : "footer"
    let shown = line ?? RunningContent.Line()
    let width = section.page.textExtent.width
    let key = "\(kind) \(width)"
    if let known = knownLines[key]?[shown] { return text.relationships.id(office: kind, known) }
    let name = "\(kind)\(runningParts.filter { $0.isHeader == isHeader }.count + 1).xml"
    runningParts.append(RunningPart(name: name, isHeader: isHeader, line: line, width: width))
    knownLines[key, default: [:]][shown] = name
    return text.relationships.id(office: kind, name)
  }
}
