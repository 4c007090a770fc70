internal import ByteIO
internal import Documents

extension MarkdownRendering {
  mutating func write(_ table: Table) {
    let isPlain =
      table.header.count <= 1 && table.footer.isEmpty && table.headerColumns == 0 && !table.hasSpans && table.isSimple
      && table.columns.allSatisfy { $0.width == .automatic && $0.alignment != .justify } && !table.columns.isEmpty
      && !(table.header + table.rows).contains { $0.cells.contains { $0.alignment != nil } }
    guard isPlain else { return writeAsHTML(table) }
    let count = table.columns.count
    lines.write(row(table.header.first, count) + "\n")
    let marks = table.columns.map { column in
      switch column.alignment {
      case .start?: ":---"
      case .center?: ":---:"
      case .end?: "---:"
      default: "---"
      }
    }
    lines.write("| " + marks.joined(separator: " | ") + " |\n")
    for row in table.rows { lines.write(self.row(row, count) + "\n") }
    caption("Table: ", table.caption, MarkdownAttributes.text(table.attributes))
  }

  private mutating func row(_ row: TableRow?, _ count: Int) -> String {
    var line = "|"
    for column in 0..<count {
      var text = ""
      if let row, column < row.cells.count {
        for case .paragraph(let paragraph) in row.cells[column].blocks { text += cellText(paragraph.inlines) }
      }
      line += text.isEmpty ? "  |" : " \(text) |"
    }
    return line
  }

  private mutating func cellText(_ inlines: [Inline]) -> String {
    let text = inlineText(inlines, isSingleLine: true)
    guard text.contains("|") else { return text }
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "|", !isEscaped { result += "\\" }
      isEscaped = character == "\\" && !isEscaped
      result.append(character)
    }
    return result
  }

  /// Tables that Markdown has no words for are HTML, which its reader understands.
  private mutating func writeAsHTML(_ table: Table) {
    let sink = MemorySink()
    let output = TextOutput(sink)
    var part = document
    part.blocks = [.table(table)]
    part.numbering.numbersCaptions = false
    var rendering = HTMLRendering(part, output, options, syntax: .html)
    rendering.write(Block.table(table))
    do { try output.flush() } catch { notes.warn("table", "a table could not be written: \(error)") }
    var html = String(decoding: sink.bytes, as: UTF8.self)
    if html.hasSuffix("\n") { html.removeLast() }
    // An empty line would end the block of HTML.
    var result = ""
    var wasBreak = false
    for character in html {
      result += character == "\n" && wasBreak ? "&#10;" : String(character)
      wasBreak = character == "\n"
    }
    lines.write(result)
    for warning in rendering.notes.warnings { notes.warn(warning.code, warning.message) }
  }
}
