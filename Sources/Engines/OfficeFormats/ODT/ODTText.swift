internal import ByteIO
internal import Documents

/// Writes running text and blocks as OpenDocument.
struct ODTText: ~Copyable {
  var xml: MarkupStream
  var book: ODTBook
  /// What the next paragraph begins with.
  var pendingBreak: PageBreak.Target?
  /// The master page on which the next paragraph begins, and its page's number.
  var pendingMaster: (name: String, firstPage: Int?)?
  var pendingAnchors: [String] = []
  var isInLink = false
  /// Headers, footers and notes hold no notes.
  var takesNotes = true
  var lineWidth = 0.0
  /// A space here would be lost: the line begins, or one stands before it.
  private var isAfterSpace = true

  init(to sink: (any ByteSink)?, book: consuming ODTBook) {
    self.book = book
    xml = MarkupStream(to: sink)
  }

  // MARK: Runs

  mutating func inlines(_ list: [Inline], _ style: RunStyle) {
    for inline in list { self.inline(inline, style) }
  }

  private mutating func inline(_ inline: Inline, _ style: RunStyle) {
    switch inline {
    case .text(let text): run(text, style)
    case .softBreak: run(" ", style)
    case .code(let text): run(text, style.with(.code))
    case .lineBreak:
      xml.put("<text:line-break/>")
      isAfterSpace = true
    case .span(let span):
      if let anchor = span.attributes.id { bookmark("start", anchor) }
      inlines(span.inlines, style.with(span.attributes))
      if let anchor = span.attributes.id { bookmark("end", anchor) }
    case .link(let link): self.link(link, style.with(link.attributes))
    case .reference(let reference): self.reference(reference, style)
    case .citation(let citation): run(book.document.text(of: citation), style)
    case .footnote(let note): footnote(note, style)
    case .image(let image): self.image(image, width: lineWidth)
    case .math(let tex): formula(tex, isDisplay: false)
    case .variable(let name): variable(name, style)
    case .raw(let raw): book.notes.lose("raw text of \(raw.format)", "left out")
    default:
      guard let (marks, inner) = RunStyle.marks(of: inline) else { return }
      inlines(inner, style.with(marks))
    }
  }

  /// A run; spaces that readers would fold into one are written as elements.
  mutating func run(_ text: String, _ style: RunStyle) {
    if text.isEmpty { return }
    let name = book.styles.run(style) { [theme = book.theme] in ODTStyles.run($0, theme) }
    if let name {
      xml.put("<text:span text:style-name=\"")
      xml.put(name)
      xml.put("\">")
    }
    plain(text)
    if let name, !name.isEmpty { xml.put("</text:span>") }
  }

  mutating func plain(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var start = 0
      var index = 0
      while index < raw.count {
        let byte = raw[index]
        if byte == 0x20 {
          if isAfterSpace {
            xml.bytes.append(escaped: UnsafeRawBufferPointer(rebasing: raw[start..<index]))
            var count = 0
            while index < raw.count, raw[index] == 0x20 {
              count += 1
              index += 1
            }
            if count == 1 {
              xml.put("<text:s/>")
            } else {
              xml.put("<text:s text:c=\"")
              xml.put(count)
              xml.put("\"/>")
            }
            start = index
            continue
          }
          isAfterSpace = true
        } else if byte == 0x09 || byte == 0x0A || byte == 0x0D {
          xml.bytes.append(escaped: UnsafeRawBufferPointer(rebasing: raw[start..<index]))
          if byte == 0x09 { xml.put("<text:tab/>") }
          if byte == 0x0A { xml.put("<text:line-break/>") }
          start = index + 1
          isAfterSpace = true
        } else {
          isAfterSpace = false
        }
        index += 1
      }
      xml.bytes.append(escaped: UnsafeRawBufferPointer(rebasing: raw[start...]))
    }
  }

  /// An element stands in the line: a space behind it counts.
  mutating func endSpaces() { isAfterSpace = false }

  /// A paragraph begins.
  mutating func beginSpaces() { isAfterSpace = true }

  mutating func bookmark(_ kind: StaticString, _ anchor: String) {
    xml.put("<text:bookmark-")
    xml.put(kind)
    xml.attribute(" text:name", anchor)
    xml.put("/>")
  }

  // MARK: Notes and formulas

  private mutating func footnote(_ note: Footnote, _ style: RunStyle) {
    guard takesNotes else {
      let text = note.blocks.flatMap { $0.inlineRuns.map(\.plainText) }.joined(separator: " ")
      book.notes.lose("footnote in a footnote or a running line", "its text stands in brackets")
      return run(" (\(text))", style)
    }
    let number = book.footnoteNumbers.count + 1
    book.footnoteNumbers[note.id] = number
    xml.put(
      "<text:note text:id=\"ftn\(number)\" text:note-class=\"footnote\"><text:note-citation>\(number)</text:note-citation><text:note-body>"
    )
    takesNotes = false
    book.cursor.suspend()
    let outer = (isInLink, lineWidth, pendingAnchors, pendingBreak, pendingMaster)
    (isInLink, pendingAnchors, pendingBreak, pendingMaster) = (false, [], nil, nil)
    var place = ODTPlace(width: lineWidth)
    place.style = "Footnote"
    do { try blocks(note.blocks, place) } catch {
      // Only passing bytes on can fail, and then the next piece fails as well.
    }
    (isInLink, lineWidth, pendingAnchors, pendingBreak, pendingMaster) = outer
    book.cursor.resume()
    takesNotes = true
    xml.put("</text:note-body></text:note>")
    endSpaces()
  }

  mutating func formula(_ tex: String, isDisplay: Bool) {
    let (formula, unknown) = TeXMath.read(tex)
    for name in unknown {
      book.notes.warn(
        "unknown-math", "the command \\\(name) of a formula is not known; its name stands there", merging: true)
    }
    book.objects.append(.formula(formula, tex: tex, isDisplay: isDisplay))
    let number = book.objects.count
    xml.put(
      "<draw:frame draw:style-name=\"Formula\" draw:name=\"Formula\(number)\" text:anchor-type=\"as-char\"><draw:object xlink:href=\"./Object \(number)/\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:desc>"
    )
    xml.text(tex)
    xml.put("</svg:desc></draw:frame>")
    endSpaces()
  }
}
