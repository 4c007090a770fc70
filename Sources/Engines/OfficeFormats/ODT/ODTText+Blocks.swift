internal import Documents

extension ODTText: OfficeText {
  var direction: TextDirection { book.direction }

  mutating func lose(_ what: String, _ how: String) { book.notes.lose(what, how) }

  mutating func relieve() throws { try xml.relieve() }

  // MARK: Paragraphs

  /// Opens a paragraph in its place's style, with what stands before it.
  mutating func open(
    _ place: ODTPlace, _ alignment: TextAlignment?, _ content: [Inline], heading: Int? = nil,
    direction fixed: TextDirection? = nil
  ) {
    lineWidth = place.width
    let direction =
      fixed ?? place.run.direction ?? (book.direction == .leftToRight ? content.firstDirection : nil) ?? book.direction
    let style = paragraphStyle(place, alignment, direction)
    if let heading {
      xml.put("<text:h text:style-name=\"")
      xml.put(style)
      xml.put("\" text:outline-level=\"")
      xml.put(heading)
      xml.put("\">")
    } else {
      xml.put("<text:p text:style-name=\"")
      xml.put(style)
      xml.put("\">")
    }
    beginSpaces()
    for anchor in pendingAnchors {
      xml.put("<text:bookmark")
      xml.attribute(" text:name", anchor)
      xml.put("/>")
    }
    pendingAnchors.removeAll()
  }

  mutating func paragraph(_ place: ODTPlace, _ alignment: TextAlignment?, _ content: [Inline]) {
    open(place, alignment, content)
    inlines(content, place.run)
    xml.put("</text:p>")
  }

  /// The paragraph's own style, or an automatic one where its place differs.
  private mutating func paragraphStyle(
    _ place: ODTPlace, _ alignment: TextAlignment?, _ direction: TextDirection
  ) -> String {
    let alignment = alignment ?? place.alignment
    if alignment == nil && (place.indent == 0 || place.listDepth > 0) && direction == book.direction
      && pendingBreak == nil && pendingMaster == nil
    {
      return place.style
    }
    var attributes = ""
    if let side = ODTNames.side(alignment ?? (direction != book.direction ? .start : nil), direction) {
      attributes += " fo:text-align=\"\(side)\""
    }
    // Lists indent by themselves.
    if place.indent > 0 && place.listDepth == 0 { attributes += " fo:margin-left=\"\(ODTNames.points(place.indent))\"" }
    if direction != book.direction {
      attributes += " style:writing-mode=\"\(direction == .rightToLeft ? "rl-tb" : "lr-tb")\""
    }
    switch pendingBreak {
    case nil: break
    case .column?: attributes += " fo:break-before=\"column\""
    default: if pendingMaster == nil { attributes += " fo:break-before=\"page\"" }
    }
    pendingBreak = nil
    var more = ""
    if let master = pendingMaster {
      more = " style:master-page-name=\"\(master.name)\""
      attributes += " style:page-number=\"\(master.firstPage.map(String.init) ?? "auto")\""
      pendingMaster = nil
    }
    return book.styles.name(
      "paragraph", "P", parent: place.style, "<style:paragraph-properties\(attributes)/>", more: more)
  }

  // MARK: Blocks

  mutating func paragraph(_ paragraph: Paragraph, _ place: ODTPlace) {
    var form = place
    if paragraph.isPlain && place.listDepth > 0 && place.style == "Text_20_body" { form.style = "List_20_Tight" }
    self.paragraph(form, paragraph.alignment, paragraph.inlines)
  }

  mutating func quote(_ quote: Quote, _ place: ODTPlace) throws {
    var inner = place
    inner.style = "Quotations"
    inner.quoteDepth += 1
    if place.quoteDepth > 0 || place.indent > 0 {
      inner.indent += 18 + (place.quoteDepth > 0 && place.indent == 0 ? 18 : 0)
    }
    try blocks(quote.blocks, inner)
    if !quote.attribution.isEmpty {
      inner.style = "Quote_20_Attribution"
      paragraph(inner, nil, [.text("— ")] + quote.attribution)
    }
  }

  mutating func rule(_ place: ODTPlace) {
    var form = place
    form.style = "Horizontal_20_Line"
    paragraph(form, nil, [])
  }

  mutating func bibliography(_ bibliography: Bibliography, _ place: ODTPlace) {
    var form = place
    form.style = "Unlisted_20_Heading_20_1"
    paragraph(form, nil, bibliography.title.isEmpty ? [.text(book.wording.bibliography)] : bibliography.title)
    form.style = "Bibliography"
    for source in book.document.listedSources(bibliography) { paragraph(form, nil, [.text(source.line)]) }
  }

  mutating func heading(_ heading: Heading, _ place: ODTPlace) {
    let entry = book.cursor.heading()
    var form = place
    let isReal = heading.isListed && place.listDepth == 0
    form.style = isReal ? "Heading_20_\(heading.level)" : "Unlisted_20_Heading_20_\(heading.level)"
    if isReal && !heading.isNumbered && heading.level <= book.document.numbering.headingDepth {
      form.style = "Unnumbered_20_Heading_20_\(heading.level)"
    }
    open(form, nil, heading.inlines, heading: isReal ? heading.level : nil)
    let anchor = entry?.anchor ?? heading.attributes.id
    if let anchor { bookmark("start", anchor) }
    inlines(heading.inlines, place.run)
    if let anchor { bookmark("end", anchor) }
    xml.put(isReal ? "</text:h>" : "</text:p>")
  }

  mutating func code(_ code: CodeBlock, _ place: ODTPlace) {
    caption(code.caption, book.cursor.code(code.caption), label: book.wording.listing, isAbove: true, place)
    var form = place
    form.style = "Preformatted_20_Text"
    form.run = RunStyle()
    open(form, nil, [], direction: .leftToRight)
    for (index, line) in code.numberedLines.enumerated() {
      if index > 0 {
        xml.put("<text:line-break/>")
        beginSpaces()
      }
      plain(line.number)
      plain(String(line.text))
    }
    xml.put("</text:p>")
  }

  mutating func math(_ math: MathBlock, _ place: ODTPlace) {
    let entry = book.cursor.formula(math)
    var form = place
    form.style = "Equation"
    open(form, entry == nil ? .center : nil, [], direction: .leftToRight)
    if entry != nil { xml.put("<text:tab/>") }
    formula(math.tex, isDisplay: true)
    if let entry, let number = entry.number {
      xml.put("<text:tab/>")
      bookmark("start", entry.anchor)
      xml.put(
        "(<text:sequence text:ref-name=\"refEquation\(number)\" text:name=\"Equation\" text:formula=\"ooow:Equation+1\" style:num-format=\"1\">\(number)</text:sequence>)"
      )
      bookmark("end", entry.anchor)
    }
    xml.put("</text:p>")
  }

  mutating func callout(_ callout: Callout, _ place: ODTPlace) throws {
    let title = callout.title(book.wording)
    let style = ODTNames.styleName("Callout \(callout.form.rawValue)")
    var inner = place
    if callout.hasOnlyParagraphs {
      inner.style = style + "_20_Title"
      paragraph(inner, nil, title)
      inner.style = style
      return try blocks(callout.blocks, inner)
    }
    try box(callout.form, place) { text in
      inner = ODTPlace(width: max(place.width - 24, 18))
      inner.run = place.run
      inner.style = "Callout_20_Box_20_Title"
      text.paragraph(inner, nil, title)
      inner.style = "Table_20_Contents"
      try text.blocks(callout.blocks, inner)
    }
  }

  mutating func definitions(_ list: DefinitionList, _ place: ODTPlace) throws {
    for entry in list.entries {
      var form = place
      form.style = "Definition_20_Term"
      for term in entry.terms { paragraph(form, nil, term) }
      for definition in entry.definitions {
        for block in definition {
          if case .paragraph(let block) = block {
            form.style = "Definition"
            paragraph(form, block.alignment, block.inlines)
          } else {
            var deeper = place
            deeper.indent += 24
            try self.block(block, deeper)
          }
        }
      }
    }
  }

  // MARK: Lists

  mutating func list(_ list: List, _ place: ODTPlace) throws {
    let depth = place.listDepth
    var index = 0
    var start: Int?
    if case .ordered(let first, _, _) = list.marker, first != 1 { start = first }
    // Items that are done and items that are not look different, so each run of them is a list.
    while index < list.items.count {
      let state = list.items[index].isDone
      var end = index
      while end < list.items.count, list.items[end].isDone == state { end += 1 }
      let style = book.styles.list(ODTStyles.levels(list.marker, state))
      xml.put("<text:list text:style-name=\"\(style)\">")
      for number in index..<end {
        xml.put("<text:list-item")
        if state == nil, number == index, let value = start {
          xml.put(" text:start-value=\"\(min(max(value, 0), 1_000_000_000) + index)\"")
        }
        xml.put(">")
        var inner = place
        inner.listDepth = depth + 1
        inner.width = max(place.width - 18, 36)
        if list.items[number].blocks.isEmpty { paragraph(inner, nil, []) }
        if case .paragraph? = list.items[number].blocks.first {
        } else if !list.items[number].blocks.isEmpty {
          paragraph(inner, nil, [])
        }
        try blocks(list.items[number].blocks, inner)
        xml.put("</text:list-item>")
      }
      xml.put("</text:list>")
      index = end
    }
  }
}
