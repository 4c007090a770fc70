internal import Documents

/// What stands before the text: fonts, colours, styles, lists, properties, the page, the title.
extension RTFText {
  mutating func writeHead() {
    put(
      "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0\\deflang\(RTFLanguage.number(document.metadata.effectiveLanguage) ?? 1033)\n"
    )
    put("{\\fonttbl")
    let families = [
      (theme.fonts.body, "Times New Roman"), (theme.fonts.heading, "Arial"), (theme.fonts.code, "Courier New"),
    ]
    for (index, family) in families.enumerated() {
      put("{\\f\(index)\(index == 2 ? "\\fmodern" : "\\fnil")\\fcharset0 ")
      plain(OfficeTheme.family(family.0, otherwise: family.1))
      put(";}")
    }
    let colors = theme.colors
    put("}\n{\\colortbl;")
    for color in [
      colors.text, colors.heading, colors.accent, colors.muted, colors.line, colors.codeBackground, colors.tableHeader,
      colors.tableHeaderText,
    ] {
      put("\\red\(color.red)\\green\(color.green)\\blue\(color.blue);")
    }
    put("}\n{\\stylesheet")
    for name in RTFStyle.Name.allCases {
      // A style that is based on itself sends readers round for ever.
      let base = name == .normal ? "" : "\\sbasedon0"
      put("{\\s\(RTFStyle.number(name))\(style.words(name))\(base) \(name.title);}\n")
    }
    put("}\n")
    writeLists()
    writeProperties()
    writePage()
    writeRunning()
  }

  private mutating func writeLists() {
    guard !lists.entries.isEmpty else { return }
    put("{\\*\\listtable\n")
    for (index, key) in lists.entries.enumerated() {
      put("{\\list\\listtemplateid\(index + 1)")
      for level in 0...key.level {
        put(
          "{\\listlevel\\levelnfc\(key.counting)\\leveljc0\\levelstartat\(max(key.start, 0))\\levelfollow0{\\leveltext")
        let sign =
          switch key.marker {
          case .ordered(_, _, .period): "\\'02\\'0\(level).;}{\\levelnumbers\\'01;}"
          case .ordered(_, _, .parenthesis): "\\'02\\'0\(level));}{\\levelnumbers\\'01;}"
          case .ordered(_, _, .parentheses): "\\'03(\\'0\(level));}{\\levelnumbers\\'02;}"
          case .bullet: "\\'01\\u\(key.sign.unicodeScalars.first?.value ?? 0x2022)\\'3f;}{\\levelnumbers;}"
          }
        put(sign)
        put("\\fi-\(RTFPlace.step)\\li\(RTFPlace.step * (level + 1))}")
      }
      put("\\listid\(index + 1)}\n")
    }
    put("}{\\*\\listoverridetable")
    for number in 1...lists.entries.count { put("{\\listoverride\\listid\(number)\\listoverridecount0\\ls\(number)}") }
    put("}\n")
  }

  private mutating func writeProperties() {
    let metadata = document.metadata
    put("{\\info")
    property("title", metadata.title)
    property("author", metadata.authors.isEmpty ? nil : metadata.authors.map(\.name).joined(separator: ", "))
    property("subject", metadata.subject)
    property("keywords", metadata.keywords.isEmpty ? nil : metadata.keywords.joined(separator: ", "))
    property("doccomm", metadata.summary)
    put("}\n")
  }

  private mutating func property(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    put("{\\")
    put(name)
    put(" ")
    plain(text)
    put("}")
  }

  private mutating func writePage() {
    let page = document.page
    let (width, height) = page.extent
    put("\\paperw\(OfficeMeasures.twips(width))\\paperh\(OfficeMeasures.twips(height))")
    if page.isLandscape { put("\\landscape") }
    put(
      "\\margl\(OfficeMeasures.twips(page.margins.left.points()))\\margr\(OfficeMeasures.twips(page.margins.right.points()))"
    )
    put(
      "\\margt\(OfficeMeasures.twips(page.margins.top.points()))\\margb\(OfficeMeasures.twips(page.margins.bottom.points()))"
    )
    put("\\widowctrl\\ftnbj")
    if document.numbering.firstPage != 1 { put("\\pgnstart\(document.numbering.firstPage)") }
    let running = document.effectiveRunning
    if hasSides(running) { put("\\facingp") }
    put("\\sectd")
    if direction == .rightToLeft { put("\\rtlsect") }
    if page.columns > 1 {
      put("\\cols\(page.columns)\\colsx\(OfficeMeasures.twips(page.columnGap.points(of: page.textExtent.width)))")
    }
    put("\n")
    if document.watermark != nil { lose("watermark", "left out") }
  }

  private func hasSides(_ running: RunningContent) -> Bool {
    [running.header, running.footer].contains { $0.even != nil || $0.odd != nil }
  }

  private mutating func writeRunning() {
    let running = document.effectiveRunning
    let hasFirst = running.header.first != nil || running.footer.first != nil
    if hasFirst { put("\\titlepg\n") }
    let isSided = hasSides(running)
    for (name, lines) in [("header", running.header), ("footer", running.footer)] {
      if hasFirst { line(name + "f", lines.first ?? lines.odd ?? lines.all) }
      if isSided {
        line(name + "l", lines.even ?? lines.all)
        line(name + "r", lines.odd ?? lines.all)
      } else {
        line(name, lines.all)
      }
    }
  }

  private mutating func line(_ name: String, _ line: RunningContent.Line?) {
    guard let line, !line.isEmpty else { return }
    let inner = document.page.textExtent.width
    put("{\\\(name) ")
    var place = RTFPlace(width: inner)
    place.style = .header
    let side = name.hasPrefix("header") ? "b" : "t"
    let rule = line.hasRule ? "\\brdr\(side)\\brdrs\\brdrw5\\brdrcf\(RTFStyle.Color.line.rawValue)" : ""
    open(place, [], words: "\(rule)\\tqc\\tx\(OfficeMeasures.twips(inner / 2))\\tqr\\tx\(OfficeMeasures.twips(inner))")
    withoutNotes { text in
      text.inlines(line.start, RunStyle())
      if !line.center.isEmpty || !line.end.isEmpty { text.put("\\tab ") }
      text.inlines(line.center, RunStyle())
      if !line.end.isEmpty { text.put("\\tab ") }
      text.inlines(line.end, RunStyle())
    }
    put("\\par}\n")
    isOpen = false
  }

  mutating func writeTitle() {
    let metadata = document.metadata
    guard let title = metadata.title else { return }
    var place = RTFPlace(width: width)
    func add(_ name: RTFStyle.Name, _ words: String?, _ text: inout RTFText) {
      guard let words else { return }
      place.style = name
      text.paragraph(place, [.text(words)])
    }
    add(.title, title, &self)
    add(.subtitle, metadata.subtitle, &self)
    for author in metadata.authors {
      add(.author, [author.name, author.affiliation, author.email].compactMap { $0 }.joined(separator: ", "), &self)
    }
    add(.author, metadata.date?.description, &self)
  }
}
