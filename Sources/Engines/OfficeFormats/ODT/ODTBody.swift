internal import Documents

/// Walks the text of a document section by section.
struct ODTBody: ~Copyable {
  var text: ODTText
  private var page: PageSetup
  private var running: RunningContent
  private let control: ExportControl
  private var isInSection = false

  init(_ text: consuming ODTText, _ control: ExportControl) {
    page = text.book.document.page
    running = text.book.document.effectiveRunning
    self.text = text
    self.control = control
  }

  mutating func write() throws {
    let document = text.book.document
    let first = masters("Standard", document.numbering.pageStyle, hasFirst: true)
    let number = document.numbering.firstPage == 1 ? nil : document.numbering.firstPage
    if first != "Standard" || number != nil { text.pendingMaster = (first, number) }
    declarations()
    for block in document.letterhead { try text.block(block, place) }
    title()
    try blocks(document.blocks, isTop: true)
    if text.pendingBreak != nil || !text.pendingAnchors.isEmpty || document.blocks.isEmpty {
      text.paragraph(place, nil, [])
    }
    try text.xml.finish()
  }

  private var place: ODTPlace { ODTPlace(width: page.columnWidth) }

  private mutating func declarations() {
    let wording = text.book.wording
    text.xml.put("<text:sequence-decls>")
    var seen: Set<String> = []
    for name in [wording.figure, wording.table, wording.listing].map(ODTText.sequence) + ["Equation"]
    where seen.insert(name).inserted {
      text.xml.put("<text:sequence-decl text:display-outline-level=\"0\"")
      text.xml.attribute(" text:name", name)
      text.xml.put("/>")
    }
    text.xml.put("</text:sequence-decls>")
  }

  private mutating func title() {
    let metadata = text.book.document.metadata
    guard let title = metadata.title else { return }
    var form = place
    form.style = "Title"
    text.paragraph(form, nil, [.text(title)])
    if let subtitle = metadata.subtitle {
      form.style = "Subtitle"
      text.paragraph(form, nil, [.text(subtitle)])
    }
    form.style = "Author"
    for author in metadata.authors {
      let line = [author.name, author.affiliation, author.email].compactMap { $0 }.joined(separator: ", ")
      text.paragraph(form, nil, [.text(line)])
    }
    if let date = metadata.date {
      form.style = "Date"
      text.paragraph(form, nil, [.text(date.description)])
    }
  }

  private mutating func blocks(_ blocks: [Block], isTop: Bool) throws {
    for (index, block) in blocks.enumerated() {
      if isTop { try control.checkpoint(.writing, done: index, of: blocks.count) }
      if case .division(let division) = block {
        try self.division(division, isLast: isTop && index == blocks.count - 1)
      } else {
        try text.block(block, place)
      }
    }
  }

  private mutating func division(_ division: Division, isLast: Bool) throws {
    if division.role == .notes { return text.book.notes.lose("speaker notes", "left out") }
    guard let layout = division.layout else {
      let isPlain = [.group, .section, .cover, .appendix, .slide].contains(division.role)
      if isPlain, division.attributes.language == nil {
        if let id = division.attributes.id { text.pendingAnchors.append(id) }
        try blocks(division.blocks, isTop: false)
      } else {
        try text.block(.division(division), place)
      }
      if division.role == .cover && !isLast { text.pendingBreak = .page }
      return
    }
    if let id = division.attributes.id { text.pendingAnchors.append(id) }
    if layout.page == nil, let columns = layout.columns, !isInSection { return try self.columns(columns, division) }
    let outer = (page, running)
    if let page = layout.page { self.page = page }
    if let columns = layout.columns { page.columns = columns }
    if let own = layout.running, !own.isEmpty { running = own }
    text.pendingMaster = (master(layout), layout.firstPage)
    try blocks(division.blocks, isTop: false)
    (page, running) = outer
    if !isLast { text.pendingMaster = (resumed(), nil) }
  }

  /// Columns on the same page are a section of the text.
  private mutating func columns(_ columns: Int, _ division: Division) throws {
    let outer = page
    page.columns = max(columns, 1)
    let style = text.book.styles.name(
      "section", "Se", parent: "",
      "<style:section-properties text:dont-balance-text-columns=\"false\"><style:columns fo:column-count=\"\(page.columns)\" fo:column-gap=\"\(ODTNames.points(page.columnGap.points(of: page.textExtent.width)))\"/></style:section-properties>"
    )
    text.book.counts.sections += 1
    text.xml.put("<text:section text:style-name=\"\(style)\" text:name=\"Section\(text.book.counts.sections)\">")
    isInSection = true
    try blocks(division.blocks, isTop: false)
    isInSection = false
    text.xml.put("</text:section>")
    page = outer
  }

  private mutating func master(_ layout: SectionLayout) -> String {
    masters(
      "Section\(text.book.masters.count)", layout.pageStyle ?? text.book.document.numbering.pageStyle,
      hasFirst: layout.running?.isEmpty == false)
  }

  /// Adds a kind of page, and one for its first page where that has lines of its own; answers where to begin.
  private mutating func masters(_ name: String, _ style: NumberStyle, hasFirst: Bool) -> String {
    text.book.masters.append(
      ODTBook.Master(name: name, page: page, running: running, next: nil, pageStyle: style))
    guard hasFirst, running.header.first != nil || running.footer.first != nil else { return name }
    let first = "First\(text.book.masters.count)"
    text.book.masters.append(
      ODTBook.Master(name: first, page: page, running: running, next: name, pageStyle: style))
    return first
  }

  /// The kind of page on which the text goes on behind a section.
  private mutating func resumed() -> String {
    let style = text.book.document.numbering.pageStyle
    let known = text.book.masters.first {
      $0.next == nil && $0.page == page && $0.running == running && $0.pageStyle == style
    }
    return known?.name ?? masters("Section\(text.book.masters.count)", style, hasFirst: false)
  }
}
