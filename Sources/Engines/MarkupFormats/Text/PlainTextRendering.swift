internal import ByteIO
internal import Documents

/// One document on its way to plain text.
struct PlainTextRendering {
  private let document: Document
  private let output: TextOutput
  private let lines: LineOutput
  private let options: ExportOptions
  private let outline: DocumentOutline
  private let wording: Wording
  private var notes = ExportNotes()
  private var cursor: OutlineCursor
  /// Footnotes seen so far, with their numbers in `noteNumbers`.
  private var footnotes: [Footnote] = []
  private var noteNumbers: [String: Int] = [:]

  init(_ document: Document, _ output: TextOutput, _ options: ExportOptions) {
    self.document = document
    self.output = output
    self.options = options
    lines = LineOutput(output)
    outline = DocumentOutline(document)
    cursor = OutlineCursor(outline)
    wording = Wording(language: document.metadata.effectiveLanguage)
  }

  var report: ExportReport {
    ExportReport(
      format: .text, words: document.wordCount, bytes: output.bytes, warnings: notes.warnings, losses: notes.losses)
  }

  mutating func run(_ control: ExportControl) throws {
    writeTitle()
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: document.blocks.count)
      write(block)
      try output.passOn()
    }
    writeFootnotes()
    try output.flush()
  }

  private mutating func writeTitle() {
    guard let title = document.metadata.title else { return }
    writeHeading(title, underline: "=")
    if let subtitle = document.metadata.subtitle { lines.write(subtitle + "\n") }
    let authors = document.metadata.authors.map(\.name).joined(separator: ", ")
    if !authors.isEmpty { lines.write(authors + "\n") }
    if let date = document.metadata.date { lines.write(date.description + "\n") }
    lines.blankLine()
  }

  private func writeHeading(_ text: String, underline: Character) {
    lines.write(text + "\n" + String(repeating: underline, count: max(TextWidth.of(text), 1)) + "\n")
  }

  private mutating func write(_ blocks: [Block], isTight: Bool = false) {
    for block in blocks {
      write(block)
      if isTight { lines.noBlankLine() }
    }
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .heading(let heading):
      let number = cursor.heading()?.number.map { $0 + " " } ?? ""
      let text = number + self.text(heading.inlines)
      if heading.level <= 2 {
        writeHeading(text, underline: heading.level == 1 ? "=" : "-")
      } else {
        lines.write(text)
      }
    case .paragraph(let paragraph):
      lines.write(wrapped(text(paragraph.inlines)))
      if paragraph.isPlain { return lines.endLine() }
    case .list(let list): return write(list)
    case .definitions(let list):
      for entry in list.entries {
        for term in entry.terms { lines.write(text(term) + "\n") }
        for definition in entry.definitions {
          lines.push("    ")
          write(definition, isTight: true)
          lines.pop()
        }
      }
    case .quote(let quote):
      lines.push("> ")
      write(quote.blocks)
      if !quote.attribution.isEmpty { lines.write("— " + text(quote.attribution)) }
      lines.pop()
    case .code(let code):
      if let caption = caption(code.caption, wording.listing, cursor.code(code.caption)) { lines.write(caption + "\n") }
      lines.push("    ")
      lines.write(code.text)
      lines.pop()
    case .table(let table):
      if let caption = caption(table.caption, wording.table, cursor.table(table.caption)) {
        lines.write(caption + "\n")
      }
      write(table)
    case .figure(let figure):
      notes.lose("figure", "its text stands instead of the picture")
      lines.write("[" + figure.image.alternative + "]\n")
      if let caption = caption(figure.caption, wording.figure, cursor.figure(figure.caption)) { lines.write(caption) }
    case .chart(let chart):
      notes.lose("chart", "its data stand as a table")
      if let title = chart.title { lines.write(title + "\n") }
      write(chart.dataTable)
      if let caption = caption(chart.caption, wording.figure, cursor.figure(chart.caption)) { lines.write(caption) }
    case .math(let math):
      notes.lose("math", "written in the language of TeX")
      lines.write("    " + math.tex)
    case .callout(let callout):
      let title = callout.title.isEmpty ? wording.callout(callout.form) : text(callout.title)
      lines.push("| ")
      lines.write(title.uppercased() + "\n")
      write(callout.blocks)
      lines.pop()
    case .division(let division):
      guard division.role != .notes else { return notes.lose("speaker notes", "left out") }
      return write(division.blocks)
    case .rule: lines.write(String(repeating: "-", count: 40))
    case .pageBreak: lines.write("\u{0C}")
    case .raw(let raw):
      guard raw.format == "text" else { return notes.lose("raw text of \(raw.format)", "left out") }
      lines.write(raw.text)
    case .contents(let contents): writeContents(contents)
    case .listing(let listing):
      writeEntries(
        listing.title, listing.subject.word(wording), listing.subject.label(wording),
        listing.subject.entries(outline))
    case .bibliography(let bibliography):
      let title = bibliography.title.isEmpty ? wording.bibliography : text(bibliography.title)
      writeHeading(title, underline: "-")
      for source in document.sources { lines.write(source.line + "\n") }
    }
    lines.blankLine()
  }

  private mutating func write(_ list: List) {
    var number = 0
    var delimiter = List.Marker.Delimiter.period
    var style = NumberStyle.decimal
    if case .ordered(let start, let numbers, let sign) = list.marker {
      (number, style, delimiter) = (start, numbers, sign)
    }
    for item in list.items {
      var mark = "-"
      if case .ordered = list.marker {
        mark =
          switch delimiter {
          case .period: style.text(number) + "."
          case .parenthesis: style.text(number) + ")"
          case .parentheses: "(" + style.text(number) + ")"
          }
        number += 1
      }
      if let isDone = item.isDone { mark += isDone ? " [x]" : " [ ]" }
      mark += " "
      lines.push(String(repeating: " ", count: mark.utf8.count), first: mark)
      write(item.blocks, isTight: list.isTight)
      lines.pop()
      if !list.isTight { lines.blankLine() }
    }
    lines.blankLine()
  }

  private mutating func write(_ table: Table) {
    if table.hasSpans { notes.lose("table.spans", "a cell stands in its first row and column only") }
    let rows = (table.header + table.rows + table.footer).map { row in
      row.cells.flatMap { cell in
        let text = cell.blocks.map { self.text(of: $0) }.joined(separator: " ")
        return [text] + Array(repeating: "", count: cell.columnSpan - 1)
      }
    }
    var widths: [Int] = []
    for row in rows {
      for (column, text) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], TextWidth.of(text))
      }
    }
    for (index, row) in rows.enumerated() {
      var line = ""
      for (column, text) in row.enumerated() {
        let gap = widths[column] - TextWidth.of(text)
        let alignment = column < table.columns.count ? table.columns[column].alignment : nil
        let before = alignment == .end ? gap : alignment == .center ? gap / 2 : 0
        line += (column > 0 ? "  " : "") + String(repeating: " ", count: before) + text
        line += String(repeating: " ", count: gap - before)
      }
      while line.last == " " { line.removeLast() }
      lines.write(line + "\n")
      if index + 1 == table.header.count
        || (index + 1 == table.header.count + table.rows.count && index + 1 < rows.count)
      {
        lines.write(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n")
      }
    }
  }

  private mutating func text(of block: Block) -> String {
    cursor.pass(block)
    let own = block.inlineRuns.map { text($0) }.joined(separator: " ")
    let inner = block.childBlocks.flatMap { $0.map { text(of: $0) } }.joined(separator: " ")
    if case .code(let code) = block { return code.text }
    return own.isEmpty ? inner : inner.isEmpty ? own : own + " " + inner
  }

  private mutating func writeContents(_ contents: TableOfContents) {
    writeHeading(contents.title.isEmpty ? wording.contents : text(contents.title), underline: "-")
    for entry in outline.headings where entry.isListed && entry.level <= contents.depth {
      let indent = String(repeating: "  ", count: entry.level - 1)
      lines.write(indent + (entry.number.map { $0 + " " } ?? "") + entry.inlines.plainText + "\n")
    }
  }

  private mutating func writeEntries(
    _ title: [Inline], _ word: String, _ label: String, _ entries: [DocumentOutline.Entry]
  ) {
    writeHeading(title.isEmpty ? word : text(title), underline: "-")
    for entry in entries {
      lines.write((entry.number.map { "\(label) \($0): " } ?? "") + entry.inlines.plainText + "\n")
    }
  }

  private mutating func writeFootnotes() {
    guard !footnotes.isEmpty else { return }
    lines.blankLine()
    lines.write(String(repeating: "-", count: 20) + "\n")
    cursor.suspend()
    var index = 0
    while index < footnotes.count {
      let mark = "[\(index + 1)] "
      lines.push(String(repeating: " ", count: mark.utf8.count), first: mark)
      write(footnotes[index].blocks, isTight: true)
      lines.pop()
      index += 1
    }
  }

  private mutating func caption(_ caption: [Inline], _ word: String, _ entry: DocumentOutline.Entry?) -> String? {
    guard !caption.isEmpty else { return nil }
    return (entry?.number.map { "\(word) \($0): " } ?? "") + text(caption)
  }

  private mutating func text(_ inlines: [Inline]) -> String {
    if inlines.count == 1, case .text(let text) = inlines[0] { return text }
    var result = ""
    for inline in inlines { append(inline, to: &result) }
    return result
  }

  private mutating func append(_ inline: Inline, to result: inout String) {
    switch inline {
    case .text(let text), .code(let text): result += text
    case .math(let tex): result += tex
    case .lineBreak: result += "\n"
    case .softBreak: result += options.lineWidth > 0 ? " " : "\n"
    case .link(let link):
      let text = self.text(link.inlines)
      result += text
      if link.internalTarget == nil, link.target != text, link.target != "mailto:" + text {
        result += " <\(link.target)>"
      }
    case .reference(let reference): result += references.text(of: reference) ?? text(reference.inlines)
    case .citation(let citation): result += document.text(of: citation)
    case .footnote(let note):
      footnotes.append(note)
      noteNumbers[note.id] = footnotes.count
      result += "[\(footnotes.count)]"
    case .image(let image):
      if !image.isDecorative {
        notes.lose("image", "its text stands instead of the picture")
        result += "[\(image.alternative)]"
      }
    case .variable(let name): result += document.value(ofVariable: name) ?? ""
    case .raw(let raw):
      if raw.format == "text" { result += raw.text } else { notes.lose("raw text of \(raw.format)", "left out") }
    default: for child in inline.children { append(child, to: &result) }
    }
  }

  private var references: ReferenceText {
    ReferenceText(outline: outline, wording: wording, noteNumbers: noteNumbers)
  }

  private func wrapped(_ text: String) -> String {
    options.lineWidth > 0 ? TextWidth.wrap(text, at: options.lineWidth) : text
  }
}
