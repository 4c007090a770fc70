internal import Documents

extension RTFText: OfficeText {
  /// Opens a paragraph in its place's style; it ends where the next one opens.
  mutating func open(
    _ place: RTFPlace, _ content: [Inline], words: String = "", direction fixed: TextDirection? = nil
  ) {
    if isOpen { put("\\par\n") }
    isOpen = true
    let own =
      fixed ?? place.run.direction ?? (direction == .leftToRight ? content.firstDirection : nil) ?? direction
    put("\\pard\\plain\\s\(RTFStyle.number(place.style))\(style.words(place.style))")
    if place.isInTable { put("\\intbl") }
    if own == .rightToLeft { put("\\rtlpar") }
    let isRight = own == .rightToLeft
    switch place.alignment {
    case .center?: put("\\qc")
    case .justify?: put("\\qj")
    case .start?: put(isRight ? "\\qr" : "\\ql")
    case .end?: put(isRight ? "\\ql" : "\\qr")
    case nil: if isRight { put("\\qr") }
    }
    var indent = place.indent + place.listDepth * RTFPlace.step
    if place.style == .quote || place.style == .callout { indent += place.style == .quote ? 480 : 240 }
    let hangs = place.mark != nil
    if indent > 0 || hangs { put("\\fi\(hangs ? -RTFPlace.step : 0)\(isRight ? "\\rin" : "\\li")\(indent)") }
    switch pendingBreak {
    case nil: break
    case .column?: put("\\column")
    default: if !place.isInTable { put("\\pagebb") }
    }
    pendingBreak = nil
    put(words)
    if place.isOnFill { put("\\cf\(RTFStyle.Color.headerText.rawValue)") }
    if let mark = place.mark {
      put("\\ls\(mark.list)\\ilvl\(mark.level)")
      put("{\\listtext ")
      plain(mark.text)
      put("\\tab}")
    } else {
      put(" ")
    }
    for anchor in pendingAnchors {
      bookmark("start", anchor)
      bookmark("end", anchor)
    }
    pendingAnchors.removeAll()
  }

  mutating func paragraph(_ place: RTFPlace, _ content: [Inline]) {
    open(place, content)
    inlines(content, place.run)
  }

  mutating func paragraph(_ paragraph: Paragraph, _ place: RTFPlace) {
    var form = place
    form.alignment = paragraph.alignment ?? place.alignment
    open(form, paragraph.inlines, words: paragraph.isPlain ? "\\sa0" : "")
    inlines(paragraph.inlines, place.run)
  }

  mutating func heading(_ heading: Heading, _ place: RTFPlace) {
    let entry = cursor.heading()
    var form = place
    form.style = .heading(heading.level)
    open(form, heading.inlines)
    let anchor = entry?.anchor ?? heading.attributes.id
    if let anchor { bookmark("start", anchor) }
    if let number = entry?.number {
      lose("numbers of headings", "they stand as text")
      run(number + " ", place.run)
    }
    inlines(heading.inlines, place.run)
    if let anchor { bookmark("end", anchor) }
  }

  mutating func definitions(_ list: DefinitionList, _ place: RTFPlace) throws {
    for entry in list.entries {
      var form = place
      form.style = .term
      for term in entry.terms {
        paragraph(form, term)
        form.mark = nil
      }
      var inner = place
      inner.mark = nil
      inner.indent += RTFPlace.step
      for definition in entry.definitions { try blocks(definition, inner) }
    }
  }

  mutating func quote(_ quote: Quote, _ place: RTFPlace) throws {
    var inner = place
    if place.style == .quote { inner.indent += 480 }
    inner.style = .quote
    try blocks(quote.blocks, inner)
    if !quote.attribution.isEmpty {
      inner.mark = nil
      inner.alignment = .end
      paragraph(inner, [.text("— ")] + quote.attribution)
    }
  }

  mutating func code(_ code: CodeBlock, _ place: RTFPlace) {
    let entry = cursor.code(code.caption)
    caption(code.caption, entry, wording.listing, place)
    var form = place
    form.style = .code
    open(form, [], direction: .leftToRight)
    for (index, line) in code.numberedLines.enumerated() {
      if index > 0 { put("\\line ") }
      plain(line.number)
      plain(String(line.text))
    }
  }

  mutating func math(_ math: MathBlock, _ place: RTFPlace) {
    let entry = cursor.formula(math)
    var form = place
    form.style = .equation
    open(form, [], direction: .leftToRight)
    formula(math.tex, place.run)
    guard let entry, let number = entry.number else { return }
    run("  (", place.run)
    bookmark("start", entry.anchor)
    run(number, place.run)
    bookmark("end", entry.anchor)
    run(")", place.run)
  }

  mutating func callout(_ callout: Callout, _ place: RTFPlace) throws {
    var inner = place
    inner.style = .callout
    paragraph(inner, [.strong(callout.title(wording))])
    inner.mark = nil
    try blocks(callout.blocks, inner)
  }

  mutating func rule(_ place: RTFPlace) {
    open(place, [], words: "\\brdrb\\brdrs\\brdrw10\\brdrcf\(RTFStyle.Color.line.rawValue)")
  }

  mutating func bibliography(_ bibliography: Bibliography, _ place: RTFPlace) {
    var form = place
    form.style = .contents
    paragraph(form, bibliography.title.isEmpty ? [.text(wording.bibliography)] : bibliography.title)
    form.style = .bibliography
    for source in document.listedSources(bibliography) { paragraph(form, [.text(source.line)]) }
  }

  mutating func list(_ list: List, _ place: RTFPlace) throws {
    let level = min(place.listDepth, RTFLists.deepest)
    var numbers: [Bool?: Int?] = [:]
    var count = 0
    if case .ordered(let start, _, _) = list.marker { count = start }
    for item in list.items {
      let key = RTFLists.Key(
        marker: item.isDone == nil ? list.marker : .bullet, isDone: item.isDone, level: level)
      if numbers[item.isDone] == nil {
        numbers[item.isDone] = .some(lists.take(list.marker, item.isDone, depth: place.listDepth))
      }
      var inner = place
      inner.listDepth += 1
      inner.width = max(place.width - Double(RTFPlace.step) / 20, 36)
      let text = key.text(count)
      count += 1
      if let number = numbers[item.isDone] ?? nil {
        inner.mark = (number, level, text)
        if case .paragraph? = item.blocks.first {} else { paragraph(inner, []) }
      } else {
        // A list that the head does not name shows its marks as text.
        inner.mark = nil
        paragraph(inner, [.text(text)])
      }
      for block in item.blocks {
        try self.block(block, inner)
        inner.mark = nil
      }
    }
  }
}
