internal import Documents

extension DOCXText {
  /// Blocks within a container; sections are seen to above, see `DOCXBody`.
  mutating func blocks(_ blocks: [Block], _ place: DOCXPlace) throws {
    for block in blocks { try self.block(block, place) }
  }

  mutating func block(_ block: Block, _ place: DOCXPlace) throws {
    var place = place
    let attributes = block.attributes
    if !attributes.isEmpty { place.run = place.run.with(attributes) }
    if let language = attributes.language, attributes.direction == nil {
      let direction = TextDirection(language: language)
      if direction != book.direction { place.run.direction = direction }
    }
    switch block {
    case .paragraph(let paragraph): self.paragraph(paragraph, place)
    case .heading(let heading): self.heading(heading, place)
    case .table(let table): try self.table(table, place)
    case .list(let list): try self.list(list, place)
    case .figure(let figure): self.figure(figure, place)
    case .chart(let chart): self.chart(chart, place)
    default:
      if let id = attributes.id, !isCaptioned(block) { pendingAnchors.append(id) }
      try other(block, place)
    }
    try xml.relieve()
  }

  /// Whether the block's caption carries its anchor.
  private func isCaptioned(_ block: Block) -> Bool {
    switch block {
    case .code(let code): !code.caption.isEmpty
    case .math(let math): math.isNumbered
    default: false
    }
  }

  private mutating func other(_ block: Block, _ place: DOCXPlace) throws {
    switch block {
    case .definitions(let list): try definitions(list, place)
    case .quote(let quote): try self.quote(quote, place)
    case .code(let code): self.code(code, place)
    case .math(let math): self.math(math, place)
    case .callout(let callout): try self.callout(callout, place)
    case .division(let division): try self.division(division, place)
    case .rule: paragraph(DOCXParagraph("HorizontalRule"), place, [])
    case .pageBreak(let pageBreak): pendingBreak = pageBreak.target
    case .raw(let raw): book.notes.lose("raw text of \(raw.format)", "left out")
    case .contents(let contents): try self.contents(contents, place)
    case .listing(let listing): try self.listing(listing, place)
    case .bibliography(let bibliography): self.bibliography(bibliography, place)
    default: break
    }
  }

  // MARK: Text

  private mutating func paragraph(_ block: Paragraph, _ place: DOCXPlace) {
    var form = DOCXParagraph()
    form.alignment = block.alignment
    if let id = block.attributes.id { pendingAnchors.append(id) }
    if place.listDepth > 0 && !block.isPlain { form.isLoose = true }
    paragraph(form, place, block.inlines)
  }

  private mutating func heading(_ heading: Heading, _ place: DOCXPlace) {
    let entry = part == .body ? book.cursor.heading() : nil
    let isPlain = heading.isListed && place.listDepth == 0
    var form = DOCXParagraph((isPlain ? "Heading" : "UnlistedHeading") + String(heading.level))
    form.isUnnumbered =
      isPlain && !heading.isNumbered && heading.level <= book.document.numbering.headingDepth
    let direction = open(form, place, heading.inlines)
    let bookmark = (entry?.anchor ?? heading.attributes.id).map { openBookmark($0) }
    inlines(heading.inlines, place.run, in: direction)
    if let bookmark { closeBookmark(bookmark) }
    xml.put("</w:p>")
  }

  private mutating func quote(_ quote: Quote, _ place: DOCXPlace) throws {
    var inner = place
    inner.style = "Quote"
    inner.quoteDepth += 1
    // The first level's indent is the style's own.
    if place.quoteDepth > 0 || place.listDepth > 0 || place.indent > 0 { inner.indent += DOCXPlace.quoteIndent }
    inner.marker = place.marker
    try blocks(quote.blocks, inner)
    if !quote.attribution.isEmpty {
      inner.marker = nil
      paragraph(DOCXParagraph("QuoteAttribution"), inner, [.text("— ")] + quote.attribution)
    }
  }

  private mutating func code(_ code: CodeBlock, _ place: DOCXPlace) {
    let entry = book.cursor.code(code.caption)
    caption(code.caption, entry, label: book.wording.listing, keepsNext: true, place)
    var form = DOCXParagraph("SourceCode")
    form.direction = .leftToRight
    _ = open(form, place, [])
    var number = 1
    let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false)
    let width = String(lines.count).count
    for line in lines {
      if number > 1 { xml.put("<w:r><w:br/></w:r>") }
      if code.showsLineNumbers {
        let digits = String(number)
        run(
          String(repeating: " ", count: width - digits.count) + digits + "  ", RunStyle(), in: .leftToRight)
      }
      if !line.isEmpty { run(String(line), RunStyle(language: "zxx", direction: nil), in: .leftToRight) }
      number += 1
    }
    xml.put("</w:p>")
  }

  private mutating func math(_ math: MathBlock, _ place: DOCXPlace) {
    let entry = book.cursor.formula(math)
    guard let number = entry?.number else {
      _ = open(DOCXParagraph(), place, [])
      xml.put("<m:oMathPara>")
      formula(math.tex)
      xml.put("</m:oMathPara></w:p>")
      return
    }
    var form = DOCXParagraph("Equation")
    let width = OfficeMeasures.twips(place.width)
    form.tabs = [("center", width / 2, false), ("right", width, false)]
    form.direction = .leftToRight
    _ = open(form, place, [])
    xml.put("<w:r><w:tab/></w:r>")
    formula(math.tex)
    xml.put("<w:r><w:tab/></w:r>")
    let bookmark = entry.map { openBookmark($0.anchor) }
    run("(", place.run, in: .leftToRight)
    field("SEQ Equation \\* ARABIC", in: .leftToRight, [.text(number)])
    run(")", place.run, in: .leftToRight)
    if let bookmark { closeBookmark(bookmark) }
    xml.put("</w:p>")
  }

  /// Paragraphs with a common border; a table of one cell where other blocks would break the border.
  private mutating func callout(_ callout: Callout, _ place: DOCXPlace) throws {
    let style = DOCXPlace.calloutStyle(callout.form)
    let title = callout.title.isEmpty ? [Inline.text(book.wording.callout(callout.form))] : callout.title
    let isSimple = callout.blocks.allSatisfy { if case .paragraph = $0 { true } else { false } }
    var inner = place
    inner.style = style
    if isSimple {
      inner.callout = callout.form
      paragraph(DOCXParagraph(style + "Title"), inner, title)
      inner.marker = nil
      return try blocks(callout.blocks, inner)
    }
    let indent = place.indent + DOCXNumbering.step * place.listDepth
    try box(style, indent: indent, place) { text in
      inner = DOCXPlace(width: max(place.width - Double(place.indent) / 20 - 24, 18))
      inner.run = place.run
      inner.style = "TableText"
      text.paragraph(DOCXParagraph("CalloutBoxTitle"), inner, title)
      try text.blocks(callout.blocks, inner)
    }
  }

  private mutating func definitions(_ list: DefinitionList, _ place: DOCXPlace) throws {
    for entry in list.entries {
      var terms = place
      for term in entry.terms {
        paragraph(DOCXParagraph("DefinitionTerm"), terms, term)
        terms.marker = nil
      }
      for definition in entry.definitions {
        var inner = place
        inner.marker = nil
        for block in definition {
          if case .paragraph(let block) = block {
            var form = DOCXParagraph("Definition")
            form.alignment = block.alignment
            paragraph(form, inner, block.inlines)
          } else {
            var deeper = inner
            deeper.indent += DOCXPlace.definitionIndent
            try self.block(block, deeper)
          }
        }
      }
    }
  }

  /// A division that is no section of its own.
  mutating func division(_ division: Division, _ place: DOCXPlace) throws {
    var place = place
    switch division.role {
    case .notes: return book.notes.lose("speaker notes", "left out")
    case .abstract: place.style = "Abstract"
    case .dedication: place.style = "Dedication"
    case .address: place.style = "Address"
    case .signature: place.style = "Signature"
    default: break
    }
    try blocks(division.blocks, place)
  }

  private mutating func bibliography(_ bibliography: Bibliography, _ place: DOCXPlace) {
    let title = bibliography.title.isEmpty ? [Inline.text(book.wording.bibliography)] : bibliography.title
    paragraph(DOCXParagraph("UnlistedHeading1"), place, title)
    for source in book.document.listedSources(bibliography) {
      paragraph(DOCXParagraph("Bibliography"), place, [.text(source.line)])
    }
  }

  // MARK: Lists

  private mutating func list(_ list: List, _ place: DOCXPlace) throws {
    let level = min(place.listDepth, DOCXNumbering.deepest)
    let instance = book.numbering.instance(for: list.marker, level: level)
    for item in list.items {
      var inner = place
      inner.listDepth += 1
      inner.isTight = list.isTight
      inner.width = max(place.width - Double(DOCXNumbering.step) / 20, 36)
      inner.marker = (item.isDone.map { book.numbering.instance(forTask: $0) } ?? instance, level)
      var rest = item.blocks[...]
      if let first = rest.first, Self.canCarryMarker(first) {
        try block(first, inner)
        rest = rest.dropFirst()
      } else {
        paragraph(DOCXParagraph(), inner, [])
      }
      inner.marker = nil
      try blocks(Array(rest), inner)
    }
  }

  private static func canCarryMarker(_ block: Block) -> Bool {
    if case .paragraph = block { return true }
    return false
  }
}
