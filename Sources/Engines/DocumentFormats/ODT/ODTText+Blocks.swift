internal import Documents

extension ODTText {
  mutating func blocks(_ blocks: [Block], _ place: ODTPlace) throws {
    for block in blocks { try self.block(block, place) }
  }

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

  mutating func block(_ block: Block, _ place: ODTPlace) throws {
    var place = place
    let attributes = block.attributes
    if !attributes.isEmpty {
      place.run = place.run.with(attributes)
      if let language = attributes.language, attributes.direction == nil {
        let direction = TextDirection(language: language)
        if direction != book.direction { place.run.direction = direction }
      }
    }
    switch block {
    case .paragraph(let paragraph):
      if let id = attributes.id { pendingAnchors.append(id) }
      var form = place
      if paragraph.isPlain && place.listDepth > 0 && place.style == "Text_20_body" { form.style = "List_20_Tight" }
      self.paragraph(form, paragraph.alignment, paragraph.inlines)
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

  private func isCaptioned(_ block: Block) -> Bool {
    switch block {
    case .code(let code): !code.caption.isEmpty
    case .math(let math): math.isNumbered
    default: false
    }
  }

  private mutating func other(_ block: Block, _ place: ODTPlace) throws {
    var inner = place
    switch block {
    case .definitions(let list): try definitions(list, place)
    case .quote(let quote):
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
    case .code(let code): self.code(code, place)
    case .math(let math): self.math(math, place)
    case .callout(let callout): try self.callout(callout, place)
    case .division(let division):
      switch division.role {
      case .notes: return book.notes.lose("speaker notes", "left out")
      case .abstract: inner.style = "Abstract"
      case .dedication: inner.style = "Dedication"
      case .address: inner.style = "Address"
      case .signature: inner.style = "Signature"
      default: break
      }
      try blocks(division.blocks, inner)
    case .rule:
      inner.style = "Horizontal_20_Line"
      paragraph(inner, nil, [])
    case .pageBreak(let pageBreak): pendingBreak = pageBreak.target
    case .raw(let raw): book.notes.lose("raw text of \(raw.format)", "left out")
    case .contents(let contents): try self.contents(contents, place)
    case .listing(let listing): try self.listing(listing, place)
    case .bibliography(let bibliography):
      inner.style = "Unlisted_20_Heading_20_1"
      paragraph(inner, nil, bibliography.title.isEmpty ? [.text(book.wording.bibliography)] : bibliography.title)
      inner.style = "Bibliography"
      for source in book.document.listedSources(bibliography) { paragraph(inner, nil, [.text(source.line)]) }
    default: break
    }
  }

  private mutating func heading(_ heading: Heading, _ place: ODTPlace) {
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

  private mutating func code(_ code: CodeBlock, _ place: ODTPlace) {
    caption(code.caption, book.cursor.code(code.caption), label: book.wording.listing, isAbove: true, place)
    var form = place
    form.style = "Preformatted_20_Text"
    form.run = RunStyle()
    open(form, nil, [], direction: .leftToRight)
    let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false)
    let width = String(lines.count).count
    for (index, line) in lines.enumerated() {
      if index > 0 {
        xml.put("<text:line-break/>")
        beginSpaces()
      }
      if code.showsLineNumbers {
        let digits = String(index + 1)
        plain(String(repeating: " ", count: width - digits.count) + digits + "  ")
      }
      plain(String(line))
    }
    xml.put("</text:p>")
  }

  private mutating func math(_ math: MathBlock, _ place: ODTPlace) {
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

  private mutating func callout(_ callout: Callout, _ place: ODTPlace) throws {
    let title = callout.title.isEmpty ? [Inline.text(book.wording.callout(callout.form))] : callout.title
    let style = ODTNames.styleName("Callout \(callout.form.rawValue)")
    var inner = place
    if callout.blocks.allSatisfy({ if case .paragraph = $0 { true } else { false } }) {
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

  private mutating func definitions(_ list: DefinitionList, _ place: ODTPlace) throws {
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

  private mutating func list(_ list: List, _ place: ODTPlace) throws {
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
