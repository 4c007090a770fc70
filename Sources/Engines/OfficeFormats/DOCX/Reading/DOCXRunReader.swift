internal import Documents
internal import XML

/// Reads the running text of paragraphs.
struct DOCXRunReader {
  private struct Field {
    var instruction = ""
    var isResult = false
    var start: Int
  }

  private struct Mark {
    let name: String
    let start: Int
  }

  let source: DOCXSource
  let links: DOCXRelationships
  var runs = OfficeRuns()
  /// Set in notes, which hold no others.
  var isInNote = false
  /// Bookmarks that stand in the paragraph.
  private(set) var anchors: [String] = []
  private(set) var breaks: [PageBreak.Target] = []
  /// Lists that a field makes: of contents, of figures.
  private(set) var listings: [Block] = []
  /// Charts, tables and texts of boxes that stand in the paragraph.
  private(set) var blocks: [Block] = []
  private(set) var sequence: (name: String, end: Int)?
  private(set) var displayMath: String?
  private(set) var hasInlineMath = false
  /// Fields may reach over paragraphs.
  private var fields: [Field] = []
  private var marks: [String: Mark] = [:]
  private var noteName: String?

  init(_ source: DOCXSource, _ links: DOCXRelationships) {
    self.source = source
    self.links = links
  }

  /// Forgets the paragraph and keeps open fields.
  mutating func beginParagraph() {
    runs = OfficeRuns()
    anchors = []
    breaks = []
    listings = []
    blocks = []
    sequence = nil
    displayMath = nil
    hasInlineMath = false
    noteName = nil
    for index in fields.indices { fields[index].start = 0 }
    marks = [:]
  }

  mutating func read(_ nodes: [XMLNode], _ style: RunStyle = RunStyle(), link: Link? = nil, isSpan: Bool = true) throws
  {
    for node in nodes { try read(node, style, link, isSpan) }
  }

  private mutating func read(_ node: XMLNode, _ style: RunStyle, _ link: Link?, _ isSpan: Bool) throws {
    switch node.name.local {
    case "r": try run(node, style, link)
    case "hyperlink":
      let target = node.local("anchor").map { "#" + $0 } ?? node.local("id").flatMap { links.targets[$0]?.target }
      let inner = target.map { Link($0, title: node.local("tooltip"), []) }
      try read(node.elements, style, link: link ?? inner, isSpan: isSpan)
    case "ins", "moveTo", "smartTag", "sdtContent", "customXml", "dir", "bdo":
      try read(node.elements, style, link: link, isSpan: isSpan)
    case "sdt":
      if let content = node.first("sdtContent") { try read(content.elements, style, link: link, isSpan: isSpan) }
    case "del", "moveFrom": source.notes.warn("tracked-change", "tracked changes were accepted", merging: true)
    case "fldSimple":
      var field = Field(start: runs.count)
      field.instruction = node.local("instr") ?? ""
      field.isResult = true
      fields.append(field)
      runs.seal()
      try read(node.elements, style, link: link, isSpan: isSpan)
      endField(style, link)
    case "bookmarkStart":
      guard let id = node.local("id"), let name = node.local("name") else { return }
      if name.hasPrefix("fn-") {
        noteName = String(name.dropFirst(3))
      } else if name != "_GoBack", !name.hasPrefix("_Toc") {
        marks[id] = Mark(name: name, start: runs.count)
        runs.seal()
        anchors.append(name)
      }
    case "bookmarkEnd":
      guard isSpan, let mark = node.local("id").flatMap({ marks[$0] }), mark.start < runs.count, mark.start > 0 else {
        return
      }
      let inner = runs.take(from: mark.start)
      runs.add(
        .span(Span(OfficeRuns.nested(inner[...]), attributes: Attributes(id: mark.name))), RunStyle(), link: link)
      anchors.removeAll { $0 == mark.name }
    case "oMathPara":
      let formulas = node.all("oMath").map { TeXNotation.text(OfficeMathReader.formula($0)) }
      if runs.isEmpty && displayMath == nil {
        displayMath = formulas.joined(separator: " \\\\ ")
      } else {
        for formula in formulas { runs.add(.math(formula), style, link: link) }
      }
    case "oMath":
      hasInlineMath = true
      runs.add(.math(TeXNotation.text(OfficeMathReader.formula(node))), style, link: link)
    case "AlternateContent":
      try read((node.first("Choice") ?? node.first("Fallback"))?.elements ?? [], style, link: link, isSpan: isSpan)
    default: break
    }
  }

  // MARK: Runs

  private mutating func run(_ node: XMLNode, _ outer: RunStyle, _ link: Link?) throws {
    var style = outer
    for child in node.elements {
      switch child.name.local {
      case "rPr": style = self.style(child, outer)
      case "t": add(child.text, style, link)
      case "tab": add("\t", style, link)
      case "noBreakHyphen": add("\u{2011}", style, link)
      case "softHyphen": add("\u{00AD}", style, link)
      case "sym":
        if let code = child.local("char").flatMap({ UInt32($0, radix: 16) }), let scalar = Unicode.Scalar(code) {
          add(code >= 0xF000 && code <= 0xF0FF ? "•" : String(Character(scalar)), style, link)
        }
      case "br", "cr":
        switch child.local("type") {
        case "page": breaks.append(.page)
        case "column": breaks.append(.column)
        default: if isShown { runs.add(.lineBreak, style, link: link) }
        }
      case "fldChar": field(child, style, link)
      case "instrText": if let last = fields.indices.last { fields[last].instruction += child.text }
      case "footnoteReference", "endnoteReference": try note(child, style, link)
      case "drawing", "pict", "object": try drawing(child, style, link)
      case "AlternateContent":
        let choice = child.first("Choice") ?? child.first("Fallback")
        for inner in choice?.elements ?? [] where ["drawing", "pict"].contains(inner.name.local) {
          try drawing(inner, style, link)
        }
      case "commentReference": source.notes.warn("comment", "comments were left out", merging: true)
      default: break
      }
    }
  }

  /// Between a field's beginning and its result nothing is text.
  private var isShown: Bool { fields.allSatisfy(\.isResult) }

  private mutating func add(_ text: String, _ style: RunStyle, _ link: Link?) {
    if isShown { runs.text(text, style, link: link) }
  }

  private func style(_ node: XMLNode, _ outer: RunStyle) -> RunStyle {
    var style = outer
    func set(_ mark: RunStyle.Marks, _ child: XMLNode) {
      let value = child.local("val")
      if value == "0" || value == "false" || value == "none" {
        style.marks.remove(mark)
      } else {
        style.marks.insert(mark)
      }
    }
    for child in node.elements {
      switch child.name.local {
      case "rStyle":
        if let id = child.local("val") {
          style.marks.formUnion(source.sheet.styles[id]?.marks ?? OfficeStyleNames.marks(id))
        }
      case "b": set(.strong, child)
      case "i": set(.emphasis, child)
      case "strike", "dstrike": set(.strike, child)
      case "u": set(.underline, child)
      case "smallCaps": set(.smallCaps, child)
      case "vertAlign":
        style.marks.subtract([.superscript, .subscript])
        if child.local("val") == "superscript" { style.marks.insert(.superscript) }
        if child.local("val") == "subscript" { style.marks.insert(.subscript) }
      case "lang": style.language = language(child, isRight: node.first("rtl") != nil)
      default: break
      }
    }
    return style
  }

  /// The language of a run where it is another than the document's.
  private func language(_ node: XMLNode, isRight: Bool) -> String? {
    let tag =
      isRight
      ? node.local("bidi") ?? node.local("val") : node.local("val") ?? node.local("eastAsia") ?? node.local("bidi")
    guard let tag, tag != "x-none", tag != "zxx", !tag.isEmpty else { return nil }
    func primary(_ tag: String) -> Substring { tag.lowercased().split(separator: "-").first ?? "" }
    return primary(tag) == primary(source.language) ? nil : DOCXLanguage.short(tag)
  }

  // MARK: Fields

  private mutating func field(_ node: XMLNode, _ style: RunStyle, _ link: Link?) {
    switch node.local("fldCharType") {
    case "begin": if fields.count < 64 { fields.append(Field(start: runs.count)) }
    case "separate":
      guard let last = fields.indices.last else { return }
      fields[last].isResult = true
      fields[last].start = runs.count
      runs.seal()
      list(fields[last].instruction)
    case "end": endField(style, link)
    default: break
    }
  }

  private static func words(_ instruction: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in instruction {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " " && !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// A table of contents or a list of what has captions.
  private mutating func list(_ instruction: String) {
    let words = Self.words(instruction)
    guard words.first?.uppercased() == "TOC" else { return }
    if let index = words.firstIndex(of: "\\c"), index + 1 < words.count {
      let label = words[index + 1]
      let subject: Listing.Subject =
        label == source.wording.table || label == "Table" ? .tables : label == source.wording.listing ? .code : .figures
      listings.append(.listing(Listing(subject)))
    } else {
      let depth = words.firstIndex(of: "\\o").flatMap {
        $0 + 1 < words.count ? words[$0 + 1].last?.wholeNumberValue : nil
      }
      listings.append(.contents(TableOfContents(depth: depth ?? 3)))
    }
  }

  private mutating func endField(_ style: RunStyle, _ link: Link?) {
    guard let field = fields.popLast() else { return }
    let words = Self.words(field.instruction)
    let argument = words.count > 1 ? words[1] : ""
    let flags = Set(words.dropFirst())
    guard isShown else { return }
    let shown = runs.take(from: field.start)
    let text = shown.map { piece in if case .text(let text) = piece.content { text } else { "" } }.joined()
    switch words.first?.uppercased() {
    case "PAGE": runs.add(.variable("page"), style, link: link)
    case "NUMPAGES", "SECTIONPAGES": runs.add(.variable("pages"), style, link: link)
    case "STYLEREF": runs.add(.variable("section"), style, link: link)
    case "PAGEREF": runs.add(.reference(Reference(argument, form: .page)), style)
    case "NOTEREF":
      let target = argument.hasPrefix("fn-") ? String(argument.dropFirst(3)) : argument
      runs.add(.reference(Reference(target, form: .footnote)))
    case "REF":
      let wording = source.wording
      let isLabel =
        [wording.figure, wording.table, wording.listing].contains { text.hasPrefix($0) } || text.hasPrefix("(")
      var form = flags.contains("\\r") || flags.contains("\\n") ? Reference.Form.number : isLabel ? .label : .title
      if form == .number, let last = runs.pieces.last, case .text(let before) = last.content,
        before.hasSuffix(wording.section + " ")
      {
        form = .label
        _ = runs.take(from: runs.count - 1)
        runs.text(
          String(before.dropLast(wording.section.count + 1)), RunStyle(marks: last.marks, language: last.language),
          link: last.link)
      }
      runs.add(.reference(Reference(argument, form: form)), style, link: link)
    case "HYPERLINK":
      let local = words.firstIndex(of: "\\l").flatMap { $0 + 1 < words.count ? "#" + words[$0 + 1] : nil }
      let target = argument.hasPrefix("\\") ? local ?? "" : argument
      runs.put(
        shown.map { piece in
          var piece = piece
          piece.link = Link(target, [])
          return piece
        })
    case "SEQ":
      runs.put(shown)
      runs.seal()
      sequence = (argument.split(separator: "_").joined(separator: " "), runs.count)
    case "TOC": break
    default: runs.put(shown)
    }
  }

  // MARK: Notes and drawings

  private mutating func note(_ node: XMLNode, _ style: RunStyle, _ link: Link?) throws {
    guard let id = node.local("id"), !isInNote else { return }
    let isEndnote = node.name.local == "endnoteReference"
    guard let found = source.note(id, isEndnote: isEndnote) else {
      return source.notes.warn("missing-note", "a mark names the note \(id), which is not in the file", merging: true)
    }
    var inner = DOCXBodyReader(source, links: found.links, isInNote: true)
    for child in found.node.elements { try inner.add(child) }
    let name = noteName ?? (isEndnote ? "en\(id)" : "fn\(id)")
    noteName = nil
    var blocks = inner.noteBlocks()
    // The space between the mark and the words.
    if case .paragraph(var first)? = blocks.first {
      first.inlines = first.inlines.trimmed
      blocks[0] = .paragraph(first)
    }
    runs.add(.footnote(Footnote(id: name, blocks)))
  }

  private mutating func drawing(_ node: XMLNode, _ style: RunStyle, _ link: Link?) throws {
    let frame = node.descendant("docPr")
    let description = frame?.local("descr") ?? node.descendant("shape")?.local("alt") ?? ""
    if let chart = node.descendant("chart")?.local("id").flatMap({ links.targets[$0]?.target }) {
      if let found = try source.archive.tree(chart).flatMap({ OfficeChartReader.chart($0) }) {
        var chart = found
        if chart.description != description, !description.isEmpty { chart.alternative = description }
        blocks.append(.chart(chart))
      }
      return
    }
    let reference = node.descendant("blip")?.local("embed") ?? node.descendant("imagedata")?.local("id")
    if let reference, let target = links.targets[reference], !target.isExternal {
      guard let name = source.picture(target.target, named: node.descendant("cNvPr")?.local("name")) else {
        return source.notes.warn("missing-image", "a picture is not in the file or too large", merging: true)
      }
      var image = Image(name, alternative: description, title: frame?.local("title"))
      image.isDecorative = node.descendant("decorative")?.local("val") == "1"
      OfficeImageSize.set(&image, node.descendant("extent"), source.resources[name])
      return runs.add(.image(image), style, link: link)
    }
    if reference != nil {
      source.notes.warn("linked-image", "a picture outside of the file was not fetched", merging: true)
    }
    for box in node.descendants("txbxContent").prefix(1) {
      var inner = DOCXBodyReader(source, links: links, isInNote: isInNote)
      for child in box.elements { try inner.add(child) }
      blocks += inner.noteBlocks()
    }
  }
}
