internal import ByteIO
internal import Documents

/// Blocks on their way to Markdown.
struct MarkdownRendering {
  let document: Document
  let options: ExportOptions
  let lines: LineOutput
  var notes = ExportNotes()
  var footnotes: [Footnote] = []
  var noteNames: [String: String] = [:]
  private var takenNames: Set<String> = []

  init(_ document: Document, _ output: TextOutput, _ options: ExportOptions) {
    self.document = document
    self.options = options
    lines = LineOutput(output)
  }

  mutating func writeFrontMatter() {
    let settings = SettingsForm.members(of: document)
    if !document.resources.isEmpty {
      notes.lose("pictures", "named in the text; put the files beside it")
    }
    if !document.sources.isEmpty { notes.lose("sources of the bibliography", "left out") }
    guard !settings.isEmpty else { return }
    lines.write("---\n")
    for member in settings { lines.write("\(member.name): \(String(decoding: member.json, as: UTF8.self))\n") }
    lines.write("---\n")
    lines.blankLine()
  }

  mutating func writeTopBlock(_ block: Block, after previous: Block?) {
    if let previous { separate(previous, block) }
    write(block)
  }

  /// Two lists, or a paragraph that would become a caption, must not run together.
  private func separate(_ previous: Block, _ block: Block) {
    switch (previous, block) {
    case (.list, .list), (.definitions, .definitions), (.paragraph, .definitions):
      lines.write("<!-- -->")
      lines.blankLine()
    default: break
    }
  }

  mutating func write(_ blocks: [Block], isTight: Bool = false) {
    for (index, block) in blocks.enumerated() {
      if index > 0 {
        separate(blocks[index - 1], block)
        if isTight { lines.noBlankLine() }
      }
      write(block)
    }
  }

  mutating func write(_ block: Block) {
    switch block {
    case .heading(let heading):
      var attributes = heading.attributes
      if !heading.isNumbered { attributes.classes.append("unnumbered") }
      if !heading.isListed { attributes.classes.append("unlisted") }
      let text = inlineText(heading.inlines, isSingleLine: true)
      let ending = MarkdownAttributes.text(attributes).map { " " + $0 } ?? ""
      lines.write(String(repeating: "#", count: heading.level) + " " + Self.closingMarksEscaped(text) + ending)
    case .paragraph(let paragraph): write(paragraph)
    case .list(let list): return write(list)
    case .definitions(let list): write(list)
    case .quote(let quote):
      lose(quote.attributes)
      lines.push("> ")
      write(quote.blocks)
      if !quote.attribution.isEmpty {
        lines.blankLine()
        lines.write("— " + inlineText(quote.attribution))
        notes.lose("attribution of a quote", "written as a paragraph")
      }
      lines.pop()
    case .code(let code): write(code)
    case .table(let table): write(table)
    case .figure(let figure):
      var image = figure.image
      image.attributes = figure.attributes
      if !figure.caption.isEmpty { image.title = inlineText(figure.caption, isSingleLine: true) }
      if figure.alignment != nil { notes.lose("alignment of a figure", "left to the theme") }
      if image.alternative.isEmpty, figure.caption.isEmpty { image.alternative = "" }
      lines.write(text(of: image))
    case .chart(let chart):
      var plain = chart
      plain.caption = []
      fence(ChartCoding.text(plain), info: "chart", MarkdownAttributes.text(chart.attributes))
      caption("Figure: ", chart.caption)
    case .math(let math):
      if math.isNumbered || !math.attributes.isEmpty || math.tex.contains("$$") {
        var attributes = math.attributes
        if math.isNumbered { attributes.classes.append("numbered") }
        fence(math.tex, info: "math", MarkdownAttributes.text(attributes))
      } else {
        lines.write("$$\n" + math.tex + "\n$$")
      }
    case .callout(let callout):
      lose(callout.attributes)
      lines.push("> ")
      let title = callout.title.isEmpty ? "" : " " + inlineText(callout.title, isSingleLine: true)
      lines.write("[!\(callout.form.rawValue.uppercased())]\(title)\n")
      write(callout.blocks)
      lines.pop()
    case .division(let division): write(division)
    case .rule(let rule):
      lose(rule.attributes)
      lines.write("***")
    case .pageBreak(let pageBreak):
      switch pageBreak.target {
      case .page: lines.write("\\newpage")
      case .column: lines.write("\\columnbreak")
      case .oddPage: lines.write("\\oddpage")
      case .slide: lines.write("\\newslide")
      }
    case .raw(let raw): fence(raw.text, info: "=" + raw.format, MarkdownAttributes.text(raw.attributes))
    case .contents(let contents):
      if !contents.title.isEmpty || contents.depth != 3 { notes.lose("title and depth of the contents", "left out") }
      lines.write("[[toc]]")
    case .listing(let listing):
      if !listing.title.isEmpty { notes.lose("title of a list", "left out") }
      lines.write(
        listing.subject == .figures ? "[[figures]]" : listing.subject == .tables ? "[[tables]]" : "[[listings]]")
    case .bibliography: lines.write("[[bibliography]]")
    }
    lines.blankLine()
  }

  private mutating func lose(_ attributes: Attributes) {
    if !attributes.isEmpty { notes.lose("attributes of a block", "left out") }
  }

  /// Signs at a heading's end would be taken for its closing marks.
  private static func closingMarksEscaped(_ text: String) -> String {
    guard text.last == "#" else { return text }
    return text.dropLast() + "\\#"
  }

  private mutating func write(_ paragraph: Paragraph) {
    lose(paragraph.attributes)
    var word: String?
    switch paragraph.alignment {
    case .center: word = "center"
    case .end: word = "right"
    case .justify: word = "justify"
    case .start: notes.lose("alignment of a paragraph", "left to the theme")
    case nil: break
    }
    if let word { lines.write("::: \(word)\n") }
    lines.write(inlineText(paragraph.inlines))
    if word != nil {
      lines.endLine()
      lines.write(":::")
    }
  }

  private mutating func write(_ list: List) {
    lose(list.attributes)
    var number = 0
    var sign = "."
    if case .ordered(let start, let style, let delimiter) = list.marker {
      number = min(max(start, 0), 999_999_999 - list.items.count)
      if delimiter != .period { sign = ")" }
      if delimiter == .parentheses { notes.lose("delimiter of a list", "written as 1)") }
      if style != .decimal { notes.lose("numbers of a list", "written as 1, 2, 3") }
    }
    for (index, item) in list.items.enumerated() {
      var mark = "- "
      if case .ordered = list.marker {
        mark = "\(number)\(sign) "
        number += 1
      }
      if index > 0, list.isTight { lines.noBlankLine() }
      lines.push(String(repeating: " ", count: mark.utf8.count), first: mark)
      if let isDone = item.isDone {
        if item.blocks.isEmpty {
          notes.lose("box of an empty task", "left out")
        } else {
          lines.write(isDone ? "[x] " : "[ ] ")
        }
      }
      write(item.blocks, isTight: list.isTight)
      lines.pop()
      if list.isTight { lines.noBlankLine() } else { lines.blankLine() }
    }
    lines.blankLine()
  }

  private mutating func write(_ list: DefinitionList) {
    lose(list.attributes)
    for entry in list.entries {
      for term in entry.terms { lines.write(inlineText(term, isSingleLine: true) + "\n") }
      let isLoose = entry.definitions.contains { blocks in
        blocks.contains { if case .paragraph(let paragraph) = $0 { !paragraph.isPlain } else { false } }
      }
      for definition in entry.definitions {
        if isLoose { lines.blankLine() } else { lines.noBlankLine() }
        lines.push("  ", first: ": ")
        write(definition, isTight: !isLoose)
        lines.pop()
      }
      lines.blankLine()
    }
  }

  private mutating func write(_ code: CodeBlock) {
    var attributes = code.attributes
    if code.showsLineNumbers { attributes.classes.append("numbered") }
    fence(code.text, info: code.language ?? "", MarkdownAttributes.text(attributes))
    caption("Listing: ", code.caption)
  }

  private func fence(_ text: String, info: String, _ attributes: String?) {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let mark = String(repeating: "`", count: max(longest + 1, 3))
    let words = [info, attributes ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    lines.write(mark + words + "\n")
    if !text.isEmpty { lines.write(text + "\n") }
    lines.write(mark)
  }

  mutating func caption(_ word: String, _ caption: [Inline], _ attributes: String? = nil) {
    guard !caption.isEmpty || attributes != nil else { return }
    lines.blankLine()
    lines.write(word + inlineText(caption, isSingleLine: true) + (attributes.map { " " + $0 } ?? ""))
  }

  private mutating func write(_ division: Division) {
    var attributes = division.attributes
    if let layout = division.layout {
      if let columns = layout.columns { attributes.pairs.append(Variable("columns", String(columns))) }
      if layout.page != nil || layout.running != nil || layout.firstPage != nil || layout.pageStyle != nil {
        notes.lose("layout of a section", "left out but for its columns")
      }
    }
    lines.write("::: \(division.role.rawValue)" + (MarkdownAttributes.text(attributes).map { " " + $0 } ?? "") + "\n")
    write(division.blocks)
    if !lines.isAtLineStart { lines.endLine() }
    lines.noBlankLine()
    lines.write(":::")
  }

  mutating func writeNotes() {
    var index = 0
    while index < footnotes.count {
      let note = footnotes[index]
      index += 1
      lines.blankLine()
      lines.push("    ", first: "[^\(noteName(note.id))]: ")
      write(note.blocks)
      lines.pop()
    }
  }

  /// A footnote's id as Markdown can hold it.
  mutating func noteName(_ id: String) -> String {
    if let name = noteNames[id] { return name }
    let plain = String(id.map { $0.isWhitespace || $0 == "]" || $0 == "[" || $0 == "\\" ? "-" : $0 })
    var name = plain.isEmpty ? "note" : plain
    var number = 2
    while !takenNames.insert(name).inserted {
      name = "\(plain)-\(number)"
      number += 1
    }
    noteNames[id] = name
    return name
  }
}
