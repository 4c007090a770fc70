internal import Documents

extension HTMLRendering {
  mutating func write(_ blocks: [Block]) {
    for block in blocks { write(block) }
  }

  mutating func write(_ block: Block) {
    switch block {
    case .heading(let heading): write(heading)
    case .paragraph(let paragraph):
      if paragraph.isPlain, paragraph.alignment == nil, paragraph.attributes.isEmpty {
        write(paragraph.inlines)
        output.write("\n")
        return
      }
      output.write("<p")
      attributes(paragraph.attributes, classes: paragraph.alignment.map { ["align-" + $0.rawValue] } ?? [])
      output.write(">")
      write(paragraph.inlines)
      output.write("</p>\n")
    case .list(let list): write(list)
    case .definitions(let list): write(list)
    case .quote(let quote):
      output.write("<blockquote")
      attributes(quote.attributes)
      output.write(">\n")
      write(quote.blocks)
      if !quote.attribution.isEmpty {
        output.write("<footer>")
        write(quote.attribution)
        output.write("</footer>\n")
      }
      output.write("</blockquote>\n")
    case .code(let code): write(code)
    case .table(let table): write(table)
    case .figure(let figure):
      let entry = cursor.figure(figure.caption)
      output.write("<figure")
      attributes(
        figure.attributes, anchor: entry?.anchor, classes: figure.alignment.map { ["align-" + $0.rawValue] } ?? [])
      output.write(">\n")
      image(figure.image)
      output.write("\n")
      caption(figure.caption, wording.figure, entry, "figcaption")
      output.write("</figure>\n")
    case .chart(let chart): write(chart)
    case .math(let math):
      hasMath = true
      let entry = cursor.formula(math)
      output.write("<div")
      attributes(math.attributes, anchor: entry?.anchor, classes: math.isNumbered ? ["math", "numbered"] : ["math"])
      output.write(">")
      formula(math.tex, isBlock: true)
      if let number = entry?.number {
        output.write("<span class=\"number\" data-made=\"yes\">(")
        text(number)
        output.write(")</span>")
      }
      output.write("</div>\n")
    case .callout(let callout): write(callout)
    case .division(let division): write(division)
    case .rule(let rule):
      output.write("<hr")
      attributes(rule.attributes)
      endVoid()
      output.write("\n")
    case .pageBreak(let pageBreak):
      output.write("<hr class=\"page-break\"")
      if pageBreak.target != .page { attribute("data-target", pageBreak.target.rawValue) }
      endVoid()
      output.write("\n")
    case .raw(let raw):
      if raw.format == "html", options.raw == .keep, syntax == .html {
        output.write(raw.text)
        output.write("\n")
      } else {
        notes.lose("raw text of \(raw.format)", "left out")
      }
    case .contents(let contents): write(contents)
    case .listing(let listing): write(listing)
    case .bibliography(let bibliography): write(bibliography)
    }
  }

  private mutating func write(_ heading: Heading) {
    let entry = cursor.heading()
    let level = heading.level + headingShift
    var classes: [String] = []
    if !heading.isNumbered { classes.append("unnumbered") }
    if !heading.isListed { classes.append("unlisted") }
    if level > 6 { output.write("<div role=\"heading\" aria-level=\"7\"") } else { output.write("<h\(level)") }
    attributes(heading.attributes, anchor: entry?.anchor, classes: classes)
    output.write(">")
    if let number = entry?.number {
      output.write("<span class=\"number\" data-made=\"yes\">")
      text(number)
      output.write(" </span>")
    }
    write(heading.inlines)
    output.write(level > 6 ? "</div>\n" : "</h\(level)>\n")
  }

  private mutating func write(_ list: List) {
    var tag = "ul"
    var classes = list.items.contains { $0.isDone != nil } ? ["task-list"] : []
    if !list.isTight, !Self.showsLooseness(list) { classes.append("loose") }
    if case .ordered(let start, let style, let delimiter) = list.marker {
      tag = "ol"
      output.write("<ol")
      if start != 1 { attribute("start", String(start)) }
      switch style {
      case .decimal: break
      case .lowerLetter: attribute("type", "a")
      case .upperLetter: attribute("type", "A")
      case .lowerRoman: attribute("type", "i")
      case .upperRoman: attribute("type", "I")
      }
      if delimiter != .period { attribute("data-delimiter", delimiter.rawValue) }
    } else {
      output.write("<ul")
    }
    attributes(list.attributes, classes: classes)
    output.write(">\n")
    for item in list.items {
      output.write("<li>")
      if let isDone = item.isDone {
        output.write("<input type=\"checkbox\"")
        flag("disabled")
        if isDone { flag("checked") }
        attribute("aria-label", isDone ? wording.done : wording.notDone)
        endVoid()
        output.write(" ")
      }
      if list.isTight, item.blocks.count == 1, case .paragraph(let paragraph) = item.blocks[0],
        paragraph.attributes.isEmpty, paragraph.alignment == nil
      {
        write(paragraph.inlines)
      } else {
        for block in item.blocks {
          if list.isTight, case .paragraph(var paragraph) = block {
            paragraph.isPlain = true
            write(.paragraph(paragraph))
          } else {
            write(block)
          }
        }
      }
      output.write("</li>\n")
    }
    output.write("</")
    output.write(tag)
    output.write(">\n")
  }

  /// A paragraph of its own in an item says that the list is loose.
  private static func showsLooseness(_ list: List) -> Bool {
    list.items.contains { item in
      item.blocks.contains { if case .paragraph(let paragraph) = $0 { !paragraph.isPlain } else { false } }
    }
  }

  private mutating func write(_ list: DefinitionList) {
    output.write("<dl")
    attributes(list.attributes)
    output.write(">\n")
    for entry in list.entries {
      for term in entry.terms {
        output.write("<dt>")
        write(term)
        output.write("</dt>\n")
      }
      for definition in entry.definitions {
        output.write("<dd>")
        write(definition)
        output.write("</dd>\n")
      }
    }
    output.write("</dl>\n")
  }

  private mutating func write(_ code: CodeBlock) {
    let entry = cursor.code(code.caption)
    let isFigure = !code.caption.isEmpty
    if isFigure {
      output.write("<figure")
      attributes(code.attributes, anchor: entry?.anchor)
      output.write(">\n")
    }
    output.write("<pre")
    let classes = code.showsLineNumbers ? ["numbered"] : []
    attributes(isFigure ? .none : code.attributes, classes: classes)
    output.write("><code")
    if let language = code.language { attribute("class", "language-" + Self.identifier(language)) }
    output.write(">")
    // Browsers drop a line break right behind the tag.
    if code.text.utf8.first == 0x0A { output.write("\n") }
    text(code.text)
    output.write("\n</code></pre>\n")
    if isFigure {
      caption(code.caption, wording.listing, entry, "figcaption")
      output.write("</figure>\n")
    }
  }

  private mutating func write(_ chart: Chart) {
    hasDrawing = true
    let entry = cursor.figure(chart.caption)
    output.write("<figure")
    attributes(chart.attributes, anchor: entry?.anchor, classes: ["chart"])
    var plain = chart
    plain.caption = []
    attribute("data-chart", ChartCoding.text(plain))
    output.write(">\n")
    SVGWriter.write(chart, theme: theme, to: output)
    output.write("\n")
    caption(chart.caption, wording.figure, entry, "figcaption")
    output.write("</figure>\n")
  }

  private mutating func write(_ callout: Callout) {
    output.write("<aside")
    attributes(callout.attributes, classes: ["callout", callout.form.rawValue])
    attribute("role", "note")
    output.write(">\n<p class=\"callout-title\"")
    if !callout.title.isEmpty { attribute("data-own", "yes") }
    output.write(">")
    if callout.title.isEmpty { text(wording.callout(callout.form)) } else { write(callout.title) }
    output.write("</p>\n")
    write(callout.blocks)
    output.write("</aside>\n")
  }

  private mutating func write(_ division: Division) {
    output.write("<div")
    attributes(division.attributes)
    attribute("data-role", division.role.rawValue)
    if let columns = division.layout?.columns {
      attribute("data-columns", String(columns))
      attribute("style", "column-count:\(columns)")
    }
    if division.layout?.page != nil { notes.lose("page of a section", "a page on a screen has no size") }
    if division.role == .notes {
      flag("hidden")
      cursor.suspend()
    }
    output.write(">\n")
    write(division.blocks)
    output.write("</div>\n")
    if division.role == .notes { cursor.resume() }
  }

  /// The caption with its number; nothing where there is none.
  mutating func caption(
    _ caption: [Inline], _ word: String, _ entry: DocumentOutline.Entry?, _ tag: StaticString
  ) {
    guard !caption.isEmpty else { return }
    output.write("<")
    output.write(tag)
    output.write(">")
    if let number = entry?.number {
      output.write("<span class=\"number\" data-made=\"yes\">")
      text("\(word) \(number): ")
      output.write("</span>")
    }
    write(caption)
    output.write("</")
    output.write(tag)
    output.write(">\n")
  }
}
