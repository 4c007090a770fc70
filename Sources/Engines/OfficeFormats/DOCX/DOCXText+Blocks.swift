internal import Documents

extension DOCXText: OfficeText {
  var direction: TextDirection { book.direction }

  mutating func lose(_ what: String, _ how: String) { book.notes.lose(what, how) }

  mutating func relieve() throws { try xml.relieve() }

  // MARK: Text

  mutating func paragraph(_ block: Paragraph, _ place: DOCXPlace) {
    var form = DOCXParagraph()
    form.alignment = block.alignment
    if place.listDepth > 0 && !block.isPlain { form.isLoose = true }
    paragraph(form, place, block.inlines)
  }

  mutating func heading(_ heading: Heading, _ place: DOCXPlace) {
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

  mutating func quote(_ quote: Quote, _ place: DOCXPlace) throws {
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

  mutating func code(_ code: CodeBlock, _ place: DOCXPlace) {
    let entry = book.cursor.code(code.caption)
    caption(code.caption, entry, label: book.wording.listing, keepsNext: true, place)
    var form = DOCXParagraph("SourceCode")
    form.direction = .leftToRight
    _ = open(form, place, [])
    for (index, line) in code.numberedLines.enumerated() {
      if index > 0 { xml.put("<w:r><w:br/></w:r>") }
      run(line.number, RunStyle(), in: .leftToRight)
      run(String(line.text), RunStyle(language: "zxx", direction: nil), in: .leftToRight)
    }
    xml.put("</w:p>")
  }

  mutating func math(_ math: MathBlock, _ place: DOCXPlace) {
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
  mutating func callout(_ callout: Callout, _ place: DOCXPlace) throws {
    let style = DOCXPlace.calloutStyle(callout.form)
    let title = callout.title(book.wording)
    var inner = place
    inner.style = style
    if callout.hasOnlyParagraphs {
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

  mutating func definitions(_ list: DefinitionList, _ place: DOCXPlace) throws {
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

  mutating func rule(_ place: DOCXPlace) { paragraph(DOCXParagraph("HorizontalRule"), place, []) }

  mutating func bibliography(_ bibliography: Bibliography, _ place: DOCXPlace) {
    let title = bibliography.title.isEmpty ? [Inline.text(book.wording.bibliography)] : bibliography.title
    paragraph(DOCXParagraph("UnlistedHeading1"), place, title)
    for source in book.document.listedSources(bibliography) {
      paragraph(DOCXParagraph("Bibliography"), place, [.text(source.line)])
    }
  }

  // MARK: Lists

  mutating func list(_ list: List, _ place: DOCXPlace) throws {
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
