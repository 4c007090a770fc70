internal import Documents

/// Cuts a document into slides: at headings of the first two levels, at breaks, and where a slide is full.
struct PPTXPlan {
  private(set) var slides: [PPTXSlide] = []
  var notes = ExportNotes()
  private let document: Document
  private let wording: Wording
  private var media = OfficeMedia()
  private var cursor: OutlineCursor
  /// What gathers for the slide that is open.
  private var title: [Inline] = []
  private var items: [PPTXSlide.Item] = []
  private var speech: [PPTXSlide.Line] = []
  private var anchors: [String] = []
  private var isOpen = false
  private var noteCount = 0

  init(_ document: Document) {
    self.document = document
    wording = Wording(language: document.metadata.effectiveLanguage)
    cursor = OutlineCursor(DocumentOutline(document))
  }

  mutating func make(_ control: ExportControl) throws {
    let metadata = document.metadata
    if let title = metadata.title {
      var slide = PPTXSlide(layout: .title, title: [.text(title)])
      var below = [
        metadata.subtitle, metadata.authors.isEmpty ? nil : metadata.authors.map(\.name).joined(separator: ", "),
        metadata.date?.description,
      ].compactMap { $0 }
      if below.isEmpty, let company = document.branding?.company { below = [company] }
      for (index, text) in below.enumerated() { slide.subtitle += (index > 0 ? [.lineBreak] : []) + [.text(text)] }
      slides.append(slide)
    }
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.layout, done: index, of: document.blocks.count)
      add(block)
    }
    close()
    if slides.isEmpty { slides.append(PPTXSlide(layout: .titleOnly, title: [])) }
  }

  // MARK: Blocks

  private mutating func add(_ block: Block) {
    if let id = block.attributes.id { anchors.append(id) }
    switch block {
    case .heading(let heading):
      let entry = cursor.heading()
      if heading.level <= 2 {
        close()
        isOpen = true
        title = (entry?.number.map { [.text($0 + " ")] } ?? []) + heading.inlines
      } else {
        text(PPTXSlide.Line(inlines: heading.inlines, form: .heading))
      }
      if let entry { anchors.append(entry.anchor) }
    case .pageBreak: breakSlide()
    case .rule: if document.type == .presentation { breakSlide() }
    case .division(let division): self.division(division)
    case .table(let table):
      let entry = cursor.table(table.caption)
      captioned(table.caption, wording.table, entry)
      object(.table(table, rows: 0..<table.rows.count))
    case .figure(let figure):
      let entry = cursor.figure(figure.caption)
      object(.picture(figure.image))
      captioned(figure.caption, wording.figure, entry)
    case .chart(let chart):
      let entry = cursor.figure(chart.caption)
      object(.chart(chart))
      captioned(chart.caption, wording.figure, entry)
    case .contents(let contents):
      close()
      isOpen = true
      title = contents.title.isEmpty ? [.text(wording.contents)] : contents.title
      for entry in cursor.outline.headings where entry.isListed && entry.level <= min(contents.depth, 2) {
        let number = entry.number.map { $0 + " " } ?? ""
        text(
          PPTXSlide.Line(
            inlines: [.link(Link("#" + entry.anchor, [.text(number + entry.inlines.plainText)]))],
            level: entry.level - 1, bullet: .sign))
      }
      close()
    case .listing: notes.lose("list of figures or tables", "left out")
    case .raw(let raw): notes.lose("raw text of \(raw.format)", "left out")
    case .bibliography(let bibliography):
      close()
      isOpen = true
      title = bibliography.title.isEmpty ? [.text(wording.bibliography)] : bibliography.title
      for source in document.listedSources(bibliography) {
        text(PPTXSlide.Line(inlines: [.text(source.line)], form: .caption))
      }
    case .code(let code):
      captioned(code.caption, wording.listing, cursor.code(code.caption))
      for line in Self.lines([block]) { text(line) }
    case .math(let math):
      let number = cursor.formula(math)?.number.map { "  (\($0))" } ?? ""
      text(PPTXSlide.Line(inlines: [.math(math.tex), .text(number)], alignment: .center))
    default: for line in Self.lines([block], wording: wording) { text(line) }
    }
  }

  private mutating func division(_ division: Division) {
    switch division.role {
    case .notes:
      cursor.suspend()
      speech += Self.lines(division.blocks, wording: wording)
      cursor.resume()
    case .slide:
      close()
      isOpen = true
      for block in division.blocks { add(block) }
      close()
    case .cover where !slides.isEmpty:
      for block in division.blocks { add(block) }
      close()
    default:
      if division.layout?.page != nil { notes.lose("page size of a section", "slides are all of one size") }
      for block in division.blocks { add(block) }
    }
  }

  private mutating func captioned(_ caption: [Inline], _ word: String, _ entry: DocumentOutline.Entry?) {
    guard !caption.isEmpty else { return }
    let label = entry?.number.map { [Inline.strong([.text("\(word) \($0): ")])] } ?? []
    if let entry { anchors.append(entry.anchor) }
    text(PPTXSlide.Line(inlines: label + caption, form: .caption))
  }

  private mutating func text(_ line: PPTXSlide.Line) {
    var line = line
    line.inlines = withoutNotes(line.inlines)
    isOpen = true
    if case .text(let lines)? = items.last {
      items[items.count - 1] = .text(lines + [line])
    } else {
      items.append(.text([line]))
    }
  }

  private mutating func object(_ item: PPTXSlide.Item) {
    if case .picture(let image) = item, media.picture(image.source, of: document) == nil {
      if document.resources[image.source] == nil {
        notes.warn("missing-image", "the picture \(image.source) is not there; add it to the document's resources")
      } else {
        notes.lose("picture of an unusual kind", "its text stands instead; use PNG, JPEG, GIF or SVG")
      }
      return text(PPTXSlide.Line(inlines: [.text("[\(image.alternative.isEmpty ? image.source : image.alternative)]")]))
    }
    isOpen = true
    items.append(item)
  }

  /// Footnotes become speaker notes; their marks stay.
  private mutating func withoutNotes(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      guard case .footnote(let note) = inline else {
        result.append(inline)
        continue
      }
      noteCount += 1
      result.append(.superscript([.text("\(noteCount)")]))
      for (index, line) in Self.lines(note.blocks).enumerated() {
        var line = line
        if index == 0 { line.inlines.insert(.text("\(noteCount). "), at: 0) }
        speech.append(line)
      }
      notes.lose("footnote", "stands in the speaker notes")
    }
    return result
  }

  // MARK: Slides

  /// What follows stands on another slide, under the same title until a heading names another.
  private mutating func breakSlide() {
    let title = self.title
    close()
    self.title = title
  }

  private mutating func close() {
    defer {
      title = []
      items = []
      speech = []
      anchors = []
      isOpen = false
    }
    guard isOpen || !items.isEmpty else {
      // Notes and anchors without a slide belong to the one before.
      if let last = slides.indices.last {
        slides[last].notes += speech
        slides[last].anchors += anchors
      }
      return
    }
    var made = items.isEmpty ? [PPTXSlide(layout: .section, title: title)] : PPTXFlow.slides(title, items)
    for index in made.indices { made[index].part = index + 1 }
    made[0].notes = speech
    made[0].anchors = anchors
    slides += made
  }

  // MARK: Lines

  /// Blocks as paragraphs of a text.
  static func lines(_ blocks: [Block], level: Int = 0, wording: Wording = Wording(language: "en")) -> [PPTXSlide.Line] {
    var lines: [PPTXSlide.Line] = []
    for block in blocks {
      switch block {
      case .paragraph(let paragraph):
        lines.append(
          PPTXSlide.Line(
            inlines: paragraph.inlines, level: level, alignment: paragraph.alignment,
            run: RunStyle().with(paragraph.attributes)))
      case .heading(let heading): lines.append(PPTXSlide.Line(inlines: heading.inlines, level: level, form: .heading))
      case .list(let list): lines += items(list, level, wording)
      case .definitions(let list):
        for entry in list.entries {
          lines += entry.terms.map { PPTXSlide.Line(inlines: [.strong($0)], level: level) }
          for definition in entry.definitions { lines += Self.lines(definition, level: level + 1, wording: wording) }
        }
      case .quote(let quote):
        lines += Self.lines(quote.blocks, level: level + 1, wording: wording).map {
          var line = $0
          if line.form == .body { line.form = .quote }
          return line
        }
        if !quote.attribution.isEmpty {
          lines.append(PPTXSlide.Line(inlines: [.text("— ")] + quote.attribution, level: level + 1, form: .caption))
        }
      case .callout(let callout):
        let title = callout.title.isEmpty ? [Inline.text(wording.callout(callout.form))] : callout.title
        lines.append(PPTXSlide.Line(inlines: [.strong(title)], level: level, form: .callout))
        lines += Self.lines(callout.blocks, level: level, wording: wording)
      case .code(let code):
        for line in code.text.split(separator: "\n", omittingEmptySubsequences: false) {
          lines.append(PPTXSlide.Line(inlines: [.text(String(line))], level: level, form: .code))
        }
      case .math(let math): lines.append(PPTXSlide.Line(inlines: [.math(math.tex)], level: level, alignment: .center))
      case .division(let division): lines += Self.lines(division.blocks, level: level, wording: wording)
      case .figure(let figure):
        lines.append(PPTXSlide.Line(inlines: [.text("[\(figure.image.alternative)]")], level: level))
      case .table(let table):
        for row in table.header + table.rows + table.footer {
          let text = row.cells.map { Self.lines($0.blocks).map(\.inlines.plainText).joined(separator: " ") }
          lines.append(PPTXSlide.Line(inlines: [.text(text.joined(separator: " | "))], level: level))
        }
      default: break
      }
    }
    return lines
  }

  private static func items(_ list: List, _ level: Int, _ wording: Wording) -> [PPTXSlide.Line] {
    var lines: [PPTXSlide.Line] = []
    for (index, item) in list.items.enumerated() {
      var inner: [PPTXSlide.Line] = []
      for block in item.blocks {
        if case .list(let nested) = block {
          inner += items(nested, level + 1, wording)
        } else {
          inner += Self.lines([block], level: level, wording: wording)
        }
      }
      if inner.isEmpty { inner = [PPTXSlide.Line(inlines: [], level: level)] }
      if let isDone = item.isDone {
        inner[0].bullet = .task(isDone: isDone)
      } else if case .ordered(let start, let style, let delimiter) = list.marker {
        inner[0].bullet = .number(style, delimiter, start: start)
        // Paragraphs of a list count on; what stands between them would make them begin again.
        if index > 0, lines.contains(where: { $0.level == level && $0.bullet == .none }) {
          inner[0].bullet = .number(style, delimiter, start: min(max(start, 0), 30_000) + index)
        }
      } else {
        inner[0].bullet = .sign
      }
      lines += inner
    }
    return lines
  }
}
