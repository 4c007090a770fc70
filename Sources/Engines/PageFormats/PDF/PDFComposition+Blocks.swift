internal import Documents
internal import PDF
internal import Typesetting

extension PDFComposition {
  func set(_ blocks: [Block]) throws {
    for block in blocks { try set(block) }
  }

  func set(_ block: Block) throws {
    if try setApart(block) { return }
    try setInPlace(block)
  }

  func setInPlace(_ block: Block) throws {
    if let id = block.attributes.id, !isNamedByOutline(block) { galley.anchor(resources.anchor(id)) }
    let spoken = language
    let directed = direction
    if let own = block.attributes.language {
      language = own
      direction = TextDirection(language: own)
    }
    if let own = block.attributes.direction { direction = own }
    defer {
      language = spoken
      direction = directed
    }
    let wasParagraph = previousWasParagraph
    previousWasParagraph = false
    switch block {
    case .heading(let heading): try set(heading)
    case .paragraph(let paragraph):
      try set(paragraph, follows: wasParagraph)
      previousWasParagraph = true
    case .list(let list): try set(list)
    case .definitions(let list): try set(list)
    case .quote(let quote): try set(quote)
    case .code(let code): try set(code)
    case .table(let table): try set(table)
    case .figure(let figure): try set(figure)
    case .chart(let chart): try set(chart)
    case .math(let math): try set(math)
    case .callout(let callout): try set(callout)
    case .division(let division): try set(division)
    case .rule: setRule()
    case .pageBreak(let pageBreak):
      if pageBreak.target == .column { galley.startColumn() } else { galley.startPage() }
    case .raw(let raw): notes.lose("raw text of \(raw.format)", "left out")
    case .contents(let contents): try setContents(contents)
    case .listing(let listing): try setListing(listing)
    case .bibliography(let bibliography): try setBibliography(bibliography)
    }
  }

  /// Headings and captioned blocks get their anchors with their numbers.
  private func isNamedByOutline(_ block: Block) -> Bool {
    switch block {
    case .heading: true
    case .figure(let figure): !figure.caption.isEmpty
    case .chart(let chart): !chart.caption.isEmpty
    case .table(let table): !table.caption.isEmpty
    case .code(let code): !code.caption.isEmpty
    case .math(let math): math.isNumbered
    default: false
    }
  }

  func shape(_ size: Double) -> ParagraphShape {
    var shape = ParagraphShape(leading: size * theme.sizes.lineHeight)
    shape.direction = paragraphDirection
    return shape
  }

  func setTitle() throws {
    guard let title = document.metadata.title else { return }
    if case .division(let division)? = document.blocks.first, division.role == .cover { return }
    if case .heading(let heading)? = document.blocks.first, heading.level == 1, heading.inlines.plainText == title {
      return
    }
    var line = shape(theme.sizes.title)
    line.leading = theme.sizes.title * 1.2
    line.alignment = theme.centersTitle ? .center : .start
    line.spaceAfter = 4
    line.keepsWithNext = true
    var run = run(.heading, size: theme.sizes.title, color: theme.colors.heading, in: child(.paragraph))
    run.look.isBold = true
    try set([.text(title)], run, line)
    line.leading = theme.sizes.body * 1.4
    let metadata = document.metadata
    let below: [String?] = [
      metadata.subtitle, metadata.authors.map(\.name).joined(separator: ", "), metadata.date?.description,
    ]
    for case let text? in below where !text.isEmpty {
      try set(
        [.text(text)], self.run(size: theme.sizes.body * 1.1, color: theme.colors.muted, in: child(.paragraph)), line)
    }
    galley.gap(14)
  }

  func child(_ role: StructureRole) -> StructureTree.Node {
    guard let details = languageDetails() else { return pdf.structure.add(role, to: element) }
    return pdf.structure.add(role, to: element, details)
  }

  func child(_ role: StructureRole, _ details: StructureAttributes) -> StructureTree.Node {
    var details = details
    details.language = languageDetails()?.language
    return pdf.structure.add(role, to: element, details)
  }

  private func languageDetails() -> StructureAttributes? {
    guard language != document.metadata.effectiveLanguage else { return nil }
    var details = StructureAttributes()
    details.language = language
    return details
  }

  /// Sets one paragraph of inlines.
  func set(_ inlines: [Inline], _ run: Run, _ shape: ParagraphShape, anchor: Int32? = nil) throws {
    var run = run
    var text = ParagraphText()
    if let anchor { text.append(InlineObject(.anchor(anchor)), try style(&run)) }
    try append(inlines, &run, to: &text)
    set(text, shape, in: run.element)
  }

  /// Sets a paragraph that belongs to an element.
  func set(_ text: ParagraphText, _ shape: ParagraphShape, in element: StructureTree.Node?) {
    typesetter.set(text, shape, left: frame.left, width: frame.width, into: galley)
    // Glyphs stand in the order of sight; what runs from right to left is spelt out in the order of reading.
    if typesetter.hadRightToLeft, let element {
      let words = String(decoding: text.bytes, as: UTF8.self).filter { $0 != "\u{FFFC}" }
      pdf.structure.setActualText(words, of: element)
    }
  }

  /// The place of a heading that comes behind those of the outline.
  private func streamedEntry(_ heading: Heading) -> DocumentOutline.Entry? {
    guard heading.isListed, !isInCell else { return nil }
    streamedHeadings += 1
    return DocumentOutline.Entry(
      anchor: "part-\(streamedHeadings)", number: nil, inlines: heading.inlines, level: heading.level, isListed: true)
  }

  private func set(_ heading: Heading) throws {
    if heading.level == 1, galley.decoration < 0, !isInCell { galley.settleFloats() }
    let entry = cursor.heading() ?? streamedEntry(heading)
    let size = theme.sizes.heading(heading.level)
    // Levels are told without gaps, however the text counts them.
    let level = min(heading.level, lastHeadingLevel + 1)
    lastHeadingLevel = level
    var line = shape(size)
    line.leading = size * 1.25
    line.spaceBefore = size * (heading.level == 1 ? 1.3 : 1.1)
    line.spaceAfter = size * 0.35
    line.keepsWithNext = true
    line.keepsTogether = true
    var inlines = heading.inlines
    if let number = entry?.number { inlines.insert(.text(number + "\u{2002}"), at: 0) }
    var anchor: Int32?
    if let entry {
      let place = resources.anchor(entry.anchor)
      anchor = place
      let title = (entry.number.map { $0 + " " } ?? "") + heading.inlines.plainText
      resources.setHeading(place, title, heading.level, isListed: heading.isListed)
    }
    var run = run(.heading, size: size, color: theme.colors.heading, in: child(.heading(level)))
    run.look.isBold = true
    try set(inlines, run, line, anchor: anchor)
    if theme.hasHeadingRule, heading.level == 1 {
      galley.keepLastWithNext()
      addRule(theme.colors.accent, width: 1, before: -2, after: 6, keepsWithNext: true)
    }
  }

  func set(_ paragraph: Paragraph, follows: Bool) throws {
    var line = shape(theme.sizes.body)
    let justifies = theme.isJustified || features.justifies
    switch paragraph.alignment {
    case .start: line.alignment = .start
    case .center: line.alignment = .center
    case .end: line.alignment = .end
    case .justify: line.alignment = .justified
    case nil: line.alignment = justifies ? .justified : .start
    }
    if paragraph.isPlain {
      line.spaceAfter = 0
    } else {
      line.spaceAfter = theme.sizes.paragraphGap
      if follows, line.alignment == .justified { line.firstIndent = theme.sizes.firstLineIndent }
    }
    try set(paragraph.inlines, bodyRun(child(.paragraph)), line)
  }

  /// Runs `body` with blocks further in.
  func indented(_ left: Double, _ right: Double = 0, _ body: () throws -> Void) rethrows {
    let outer = frame
    let isRight = direction == .rightToLeft
    frame = Frame(left: outer.left + (isRight ? right : left), width: max(outer.width - left - right, 40))
    defer { frame = outer }
    try body()
  }

  /// Runs `body` with its blocks inside of an element.
  func inside(_ node: StructureTree.Node, _ body: () throws -> Void) rethrows {
    let outer = element
    element = node
    defer { element = outer }
    try body()
  }

  /// Runs `body` with its blocks upon something.
  func upon(_ decoration: Decoration, _ body: () throws -> Void) rethrows {
    var decoration = decoration
    decoration.parent = galley.decoration
    let outer = galley.decoration
    galley.decoration = galley.add(decoration)
    defer { galley.decoration = outer }
    try body()
  }

  private func set(_ quote: Quote) throws {
    galley.gap(4)
    var bar = Decoration(left: frame.left, right: frame.left + frame.width, padding: 3)
    bar.bar = TypeColor(theme.colors.line)
    try inside(child(.quote)) {
      try upon(bar) {
        try indented(14, 0) {
          try set(quote.blocks)
          if !quote.attribution.isEmpty {
            let run = run(size: theme.sizes.small, color: theme.colors.muted, in: child(.paragraph))
            try set([.text("— ")] + quote.attribution, run, shape(theme.sizes.small))
          }
        }
      }
    }
    galley.gap(8)
  }

  private func set(_ callout: Callout) throws {
    galley.gap(4)
    let accent = color(of: callout.form)
    var box = Decoration(left: frame.left, right: frame.left + frame.width, padding: 7)
    box.bar = TypeColor(accent)
    box.fill = TypeColor(accent.mixed(with: .white, 0.92))
    try inside(child(.section)) {
      try upon(box) {
        try indented(14, 10) {
          var line = shape(theme.sizes.body)
          line.keepsWithNext = true
          line.spaceAfter = 2
          var run = run(size: theme.sizes.body, color: accent, in: child(.paragraph))
          run.look.isBold = true
          try set(callout.title.isEmpty ? [.text(wording.callout(callout.form))] : callout.title, run, line)
          try set(callout.blocks)
        }
      }
    }
    galley.gap(8)
  }

  private func color(of form: Callout.Form) -> Color {
    switch form {
    case .note, .information: theme.colors.accent
    case .tip, .success: Color(0x1E6B3A)
    case .important: Color(0x6A3FA0)
    case .warning, .caution: Color(0x8A5300)
    case .danger: Color(0xA32020)
    }
  }

  private func set(_ division: Division) throws {
    switch division.role {
    case .notes: return notes.lose("speaker notes", "left out")
    case .cover:
      try inside(child(.section)) {
        galley.gap(paginator.geometry.textHeight * 0.2)
        try set(division.blocks)
      }
      galley.startPage()
    case .slide:
      galley.startPage()
      try inside(child(.section)) { try set(division.blocks) }
    default:
      if let layout = division.layout { try begin(layout) }
      try inside(child(.section)) { try set(division.blocks) }
      if let layout = division.layout { try end(layout) }
    }
  }

  private func begin(_ layout: SectionLayout) throws {
    try paginator.flow(galley)
    var geometry = layout.page.map { PageGeometry($0) } ?? paginator.geometry
    if let columns = layout.columns {
      geometry.columns = max(columns, 1)
      geometry.columnGap = document.page.columnGap.points()
    }
    try paginator.change(geometry)
    pages.begin(layout)
    frame = Frame(left: 0, width: geometry.columnWidth)
  }

  private func end(_ layout: SectionLayout) throws {
    try paginator.flow(galley)
    let geometry = PageGeometry(document.page)
    try paginator.change(geometry)
    pages.end(layout)
    frame = Frame(left: 0, width: geometry.columnWidth)
  }

  func setRule() {
    addRule(theme.colors.line, width: 0.75, before: 6, after: 8)
  }

  func addRule(_ color: Color, width: Double, before: Double, after: Double, keepsWithNext: Bool = false) {
    let drawing = RuleDrawing(width: frame.width, color: TypeColor(color), thickness: width)
    galley.add(
      InlineObject(.drawing(drawing), width: frame.width, ascent: width, descent: 0), x: frame.left,
      spaceBefore: max(before, 0), keepsWithNext: keepsWithNext)
    galley.gap(after)
  }

  private func set(_ code: CodeBlock) throws {
    let entry = cursor.code(code.caption)
    galley.gap(4)
    let size = theme.sizes.code
    var box = Decoration(left: frame.left, right: frame.left + frame.width, padding: 5)
    box.fill = TypeColor(theme.colors.codeBackground)
    let node = child(.code)
    var run = run(.code, size: size, color: theme.colors.text, in: node)
    var line = ParagraphShape(leading: size * 1.35)
    line.direction = .leftToRight
    line.preservesSpaces = true
    line.orphans = 1
    line.widows = 1
    try upon(box) {
      try indented(8, 8) {
        let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false)
        let digits = String(lines.count).count
        let colors = CodeColors(code.language)
        var state = CodeColors.State()
        for (number, content) in lines.enumerated() {
          var text = ParagraphText()
          if code.showsLineNumbers {
            let label = String(number + 1)
            var muted = run
            muted.color = TypeColor(theme.colors.muted)
            let blank = String(repeating: " ", count: digits - label.count)
            text.append(blank + label + "  ", try style(&muted))
            run.leaf = muted.leaf
          }
          for part in colors.parts(String(content), &state) {
            var colored = run
            colored.color = TypeColor(codeColor(part.kind))
            text.append(part.text, try style(&colored))
            run.leaf = colored.leaf
          }
          // The line's end belongs to the text, and an empty line keeps its height.
          text.append(content.isEmpty ? " \n" : "\n", try style(&run))
          typesetter.set(text, line, left: frame.left, width: frame.width, into: galley)
        }
      }
    }
    try setCaption(code.caption, wording.listing, entry, in: nil)
    galley.gap(8)
  }

  private func codeColor(_ kind: CodeColors.Kind) -> Color {
    switch kind {
    case .plain: theme.colors.text
    case .keyword: Color(0x7A2E8E)
    case .text: Color(0x1E6B3A)
    case .comment: Color(0x5C6670)
    case .number: Color(0x9A4A00)
    case .type: Color(0x0B5394)
    }
  }

  private func set(_ figure: Figure) throws {
    let entry = cursor.figure(figure.caption)
    guard let placed = try picture(figure.image) else {
      let words = figure.image.alternative.isEmpty ? "[\(figure.image.source)]" : figure.image.alternative
      try set(Paragraph([.text(words)]), follows: false)
      return try setCaption(figure.caption, wording.figure, entry, in: nil)
    }
    let size = extent(placed, figure.image, fontSize: theme.sizes.body)
    var mark: Int32 = -1
    var holder: StructureTree.Node?
    if !figure.image.isDecorative {
      var details = StructureAttributes()
      let words = figure.image.alternative.isEmpty ? figure.caption.plainText : figure.image.alternative
      details.alternative = words.isEmpty ? figure.image.source : words
      details.placement = true
      if !figure.caption.isEmpty { holder = child(.division) }
      let node = pdf.structure.add(.figure, to: holder ?? element, details)
      mark = pdf.structure.leaf(of: node).index
    }
    if let entry { galley.anchor(resources.anchor(entry.anchor)) }
    let isCentered = figure.alignment == nil || figure.alignment == .center || figure.alignment == .justify
    let slack = frame.width - size.width
    let x = frame.left + (isCentered ? slack / 2 : figure.alignment == .end ? slack : 0)
    let drawing = ImageDrawing(number: placed.number, width: size.width, ascent: size.height)
    galley.add(
      InlineObject(.drawing(drawing), width: size.width, ascent: size.height, mark: mark), x: x, spaceBefore: 6,
      keepsWithNext: !figure.caption.isEmpty)
    try setCaption(figure.caption, wording.figure, entry, in: holder)
    galley.gap(10)
  }

  /// "Figure 3: …" below, or above a table.
  func setCaption(
    _ caption: [Inline], _ word: String, _ entry: DocumentOutline.Entry?, in holder: StructureTree.Node?,
    above: Bool = false
  ) throws {
    guard !caption.isEmpty else { return }
    var line = shape(theme.sizes.small)
    line.alignment = above ? .start : .center
    line.spaceBefore = above ? 4 : 5
    line.spaceAfter = above ? 3 : 0
    line.keepsWithNext = above
    let node = pdf.structure.add(holder == nil ? .paragraph : .caption, to: holder ?? element)
    var run = run(size: theme.sizes.small, color: theme.colors.muted, in: node)
    var text = ParagraphText()
    if let entry, above { text.append(InlineObject(.anchor(resources.anchor(entry.anchor))), try style(&run)) }
    if let number = entry?.number {
      var label = run
      label.look.isBold = true
      text.append("\(word) \(number): ", try style(&label))
      run.leaf = label.leaf
    }
    try append(caption, &run, to: &text)
    set(text, line, in: node)
  }

  private func set(_ math: MathBlock) throws {
    let entry = cursor.formula(math)
    if let entry { galley.anchor(resources.anchor(entry.anchor)) }
    var details = StructureAttributes()
    details.alternative = math.tex
    details.placement = true
    let node = child(.formula, details)
    var picture = try formula(math.tex, size: theme.sizes.body * 1.08, TypeColor(theme.colors.text), isDisplay: true)
    if picture.width > frame.width {
      let size = max(theme.sizes.body * frame.width / picture.width, 4)
      picture = try formula(math.tex, size: size, TypeColor(theme.colors.text), isDisplay: true)
    }
    let mark = pdf.structure.leaf(of: node).index
    let x = frame.left + max(frame.width - picture.width, 0) / 2
    if let number = entry?.number {
      var run = run(size: theme.sizes.body, color: theme.colors.text, in: nil)
      let style = try style(&run)
      picture.add("(\(number))", style, x: frame.width - (x - frame.left), y: 0, .end)
    }
    let object = InlineObject(
      .drawing(picture), width: picture.width, ascent: picture.ascent, descent: picture.descent, mark: mark)
    galley.add(object, x: x, spaceBefore: 6)
    galley.gap(9)
  }

  /// A formula as a picture; what the reader of formulas does not know is noted.
  func formula(_ tex: String, size: Double, _ color: TypeColor, isDisplay: Bool) throws -> Picture {
    for name in TeXMath.unknownCommands(in: tex) {
      notes.warn("math", "The command \(name) of a formula is not known; it stands as it was written.")
    }
    return try MathLayout(typesetter, size: size, color: color).picture(TeXMath.parse(tex), isDisplay: isDisplay)
  }

  private func set(_ chart: Chart) throws {
    let entry = cursor.figure(chart.caption)
    if let entry { galley.anchor(resources.anchor(entry.anchor)) }
    var details = StructureAttributes()
    details.alternative = chart.description
    details.placement = true
    let holder = chart.caption.isEmpty ? nil : child(.division)
    let node = pdf.structure.add(.figure, to: holder ?? element, details)
    var plain = run(size: theme.sizes.small, color: theme.colors.text, in: nil)
    let width = min(chart.width?.points(of: frame.width) ?? frame.width, frame.width)
    let height = chart.height?.points(of: frame.width) ?? width * 0.5
    let layout = ChartLayout(chart, theme, typesetter, try style(&plain), width: width, height: max(height, 80))
    let picture = layout.picture()
    let mark = pdf.structure.leaf(of: node).index
    galley.add(
      InlineObject(.drawing(picture), width: width, ascent: picture.ascent, mark: mark),
      x: frame.left + (frame.width - width) / 2, spaceBefore: 6, keepsWithNext: !chart.caption.isEmpty)
    try setCaption(chart.caption, wording.figure, entry, in: holder)
    galley.gap(10)
  }
}
