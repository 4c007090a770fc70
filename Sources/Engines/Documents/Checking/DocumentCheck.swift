/// Walks a document and says what is wrong with its structure and what to do.
struct DocumentCheck {
  private let document: Document
  private let outline: DocumentOutline
  private(set) var findings: [Finding] = []
  private var level = 0
  private var ids: [String: String] = [:]
  private var headings: [(name: String, location: DocumentError.Location)] = []

  init(_ document: Document) {
    self.document = document
    outline = DocumentOutline(document)
  }

  private mutating func find(_ code: String, _ message: String, _ location: DocumentError.Location) {
    if findings.count < 500 { findings.append(Finding(code, message, at: location)) }
  }

  mutating func run() {
    checkMetadata()
    walk(document.blocks, "/blocks")
    checkSections()
  }

  private mutating func checkMetadata() {
    if document.metadata.title == nil, outline.headings.isEmpty {
      find(
        "title", "the document has neither a title nor a heading; give it a title so that readers can name it",
        .init(pointer: "/title"))
    }
    if let logo = document.branding?.logo, document.resources[logo] == nil {
      find(
        "missing-image", "there is no picture '\(logo)' for the logo; add it to the resources",
        .init(pointer: "/branding/logo"))
    }
    if case .image(let name)? = document.watermark?.content, document.resources[name] == nil {
      find(
        "missing-image", "there is no picture '\(name)' for the watermark; add it to the resources",
        .init(pointer: "/watermark/image"))
    }
  }

  private mutating func walk(_ blocks: [Block], _ path: String) {
    for (index, block) in blocks.enumerated() {
      let pointer = "\(path)/\(index)"
      var location = DocumentError.Location(pointer: pointer)
      if let line = block.attributes.origin?.line, line > 0 { location.line = Int(line) }
      check(block, location)
      switch block {
      case .list(let list):
        for (item, content) in list.items.enumerated() { walk(content.blocks, "\(pointer)/items/\(item)/blocks") }
      case .definitions(let list):
        for (entry, content) in list.entries.enumerated() {
          for (number, definition) in content.definitions.enumerated() {
            walk(definition, "\(pointer)/entries/\(entry)/definitions/\(number)")
          }
        }
      case .quote(let quote): walk(quote.blocks, "\(pointer)/blocks")
      case .callout(let callout): walk(callout.blocks, "\(pointer)/blocks")
      case .division(let division): walk(division.blocks, "\(pointer)/blocks")
      default: break
      }
    }
  }

  private mutating func check(_ block: Block, _ location: DocumentError.Location) {
    if let id = block.attributes.id {
      if let first = ids[id] {
        find("duplicate-id", "the id '\(id)' is taken by \(first); links lead there only, so choose another", location)
      } else {
        ids[id] = location.description
      }
    }
    switch block {
    case .heading(let heading):
      let text = heading.inlines.plainText
      if text.allSatisfy(\.isWhitespace) {
        find("empty-heading", "a heading has no words; write some or remove it", location)
      }
      if level > 0, heading.level > level + 1 {
        find(
          "heading-level",
          "the heading '\(text.prefix(60))' jumps from level \(level) to \(heading.level); make it level \(level + 1)",
          location)
      }
      level = heading.level
      headings.append((text, location))
    case .figure(let figure): check(figure.image, location)
    case .table(let table): check(table, location)
    case .chart(let chart) where chart.series.allSatisfy(\.values.isEmpty):
      find("empty-chart", "the chart has no values", location)
    default: break
    }
    for run in block.inlineRuns { check(run, location, isFigure: block.kind == .figure) }
  }

  private mutating func check(_ table: Table, _ location: DocumentError.Location) {
    if table.header.isEmpty, table.headerColumns == 0, table.rows.count > 1 {
      find(
        "table-header", "the table has no header; say what its columns are, so that it can be read aloud", location)
    }
    let widths = (table.header + table.rows + table.footer).map { $0.cells.reduce(0) { $0 + $1.columnSpan } }
    if !table.hasSpans, let most = widths.max(), let row = widths.firstIndex(where: { $0 < most }) {
      find("table-row", "row \(row + 1) of the table has \(widths[row]) cells, others have \(most)", location)
    }
  }

  private mutating func check(_ image: Image, _ location: DocumentError.Location) {
    if document.resources[image.source] == nil {
      find(
        "missing-image",
        "there is no picture '\(image.source.prefix(100))'; put it beside the document or add it to "
          + "the resources", location)
    }
    if image.alternative.isEmpty, !image.isDecorative {
      find(
        "alternative-text", "the picture '\(image.source.prefix(100))' has no alternative text; say what it shows",
        location)
    }
  }

  private mutating func check(_ inlines: [Inline], _ location: DocumentError.Location, isFigure: Bool = false) {
    for inline in inlines {
      switch inline {
      case .text: continue
      case .image(let image) where !isFigure: check(image, location)
      case .link(let link):
        if let anchor = link.internalTarget, outline.subject(of: anchor) == nil {
          find("broken-link", "nothing has the id '\(anchor)' that a link leads to", location)
        }
        if link.inlines.plainText.isEmpty, link.inlines.isEmpty {
          find("empty-link", "the link to '\(link.target.prefix(60))' has no words", location)
        }
      case .reference(let reference) where reference.form != .footnote && outline.subject(of: reference.target) == nil:
        find("broken-reference", "nothing has the id '\(reference.target)' that is referred to", location)
      case .citation(let citation):
        for item in citation.items where !document.sources.contains(where: { $0.key == item.key }) {
          find("missing-source", "there is no source '\(item.key)'; add it to the document's sources", location)
        }
      default: break
      }
      check(inline.children, location)
    }
  }

  private mutating func checkSections() {
    guard let type = document.type else { return }
    for section in type.sections where section.isRequired {
      let names = ([section.name] + section.alsoCalled).map { Self.plain($0) }
      guard !headings.contains(where: { names.contains(Self.plain($0.name)) }) else { continue }
      // A heading that nearly says it is probably meant.
      if let near = headings.first(where: { heading in names.contains { Self.plain(heading.name).contains($0) } }) {
        find(
          "section",
          "a \(Self.words(type)) needs a section '\(section.name)'; is '\(near.name)' meant? Then name it so",
          near.location)
      } else {
        find(
          "section", "a \(Self.words(type)) needs a section '\(section.name)'; add a heading of that name",
          .init(pointer: "/sections"))
      }
    }
  }

  private static func words(_ type: DocumentType) -> String {
    String(type.rawValue.map { $0 == "_" ? " " : $0 })
  }

  /// Lower case, without numbers and signs.
  private static func plain(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && $0 != "&" }.joined(separator: " ")
  }
}
