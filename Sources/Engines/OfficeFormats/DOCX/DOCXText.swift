internal import ByteIO
internal import Documents

/// Writes running text and blocks into one part of a document.
struct DOCXText: ~Copyable {
  enum Part {
    case body, footnotes, running
  }

  var xml: MarkupStream
  var book: DOCXBook
  var relationships = OfficeRelationships()
  let part: Part
  /// What the next paragraph begins with.
  var pendingBreak: PageBreak.Target?
  /// The section that the next paragraph ends.
  var pendingSection: DOCXSection?
  /// Bookmarks that begin in the next paragraph.
  var pendingAnchors: [String] = []
  /// Inside of a link or a field no other begins.
  var isInLink = false

  init(_ part: Part, to sink: (any ByteSink)?, book: consuming DOCXBook) {
    self.part = part
    self.book = book
    xml = MarkupStream(to: sink)
  }

  // MARK: Runs

  mutating func inlines(_ list: [Inline], _ style: RunStyle, in direction: TextDirection) {
    for inline in list { self.inline(inline, style, in: direction) }
  }

  private mutating func inline(_ inline: Inline, _ style: RunStyle, in direction: TextDirection) {
    switch inline {
    case .text(let text): run(text, style, in: direction)
    case .softBreak: run(" ", style, in: direction)
    case .code(let text): run(text, style.with(.code), in: direction)
    case .lineBreak: xml.put("<w:r><w:br/></w:r>")
    case .span(let span):
      let anchor = span.attributes.id
      let bookmark = anchor.map { openBookmark($0) }
      inlines(span.inlines, style.with(span.attributes), in: direction)
      if let bookmark { closeBookmark(bookmark) }
    case .link(let link): self.link(link, style.with(link.attributes), in: direction)
    case .reference(let reference): self.reference(reference, style, in: direction)
    case .citation(let citation): run(book.document.text(of: citation), style, in: direction)
    case .footnote(let note): footnote(note, style, in: direction)
    case .image(let image): self.image(image, width: textWidth)
    case .math(let tex): formula(tex)
    case .variable(let name): variable(name, style, in: direction)
    case .raw(let raw):
      book.notes.lose("raw text of \(raw.format)", "left out")
    default:
      guard let (marks, inner) = RunStyle.marks(of: inline) else { return }
      inlines(inner, style.with(marks), in: direction)
    }
  }

  /// The widest an image within a line may be, in points.
  var textWidth: Double { lineWidth }
  var lineWidth: Double = 0

  mutating func run(_ text: String, _ style: RunStyle, in direction: TextDirection) {
    if text.isEmpty { return }
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      if style.direction == nil, direction == .leftToRight, !DirectionalRuns.hasRightToLeft(raw) {
        piece(raw, style, isRightToLeft: false)
      } else {
        // A closure cannot hold what is borrowed mutably, so the cuts are gathered first.
        var cuts: [(end: Int, isRight: Bool)] = []
        var end = 0
        DirectionalRuns.split(raw, in: style.direction ?? direction) { part, isRight in
          end += part.count
          cuts.append((end, isRight))
        }
        var start = 0
        for cut in cuts {
          piece(UnsafeRawBufferPointer(rebasing: raw[start..<cut.end]), style, isRightToLeft: cut.isRight)
          start = cut.end
        }
      }
    }
  }

  private mutating func piece(_ text: UnsafeRawBufferPointer, _ style: RunStyle, isRightToLeft: Bool) {
    xml.put("<w:r>")
    properties(style, isRightToLeft: isRightToLeft)
    xml.put("<w:t xml:space=\"preserve\">")
    var rest = text
    // A tab of the text is a tab of the line.
    while let tab = rest.firstIndex(of: 0x09) {
      xml.bytes.append(escaped: UnsafeRawBufferPointer(rebasing: rest[..<tab]))
      xml.put("</w:t><w:tab/><w:t xml:space=\"preserve\">")
      rest = UnsafeRawBufferPointer(rebasing: rest[(tab + 1)...])
    }
    xml.bytes.append(escaped: rest)
    xml.put("</w:t></w:r>")
  }

  mutating func properties(_ style: RunStyle, isRightToLeft: Bool = false) {
    let marks = style.marks
    if marks.isEmpty && !isRightToLeft && style.language == nil { return }
    xml.put("<w:rPr>")
    if marks.contains(.link) {
      xml.put("<w:rStyle w:val=\"Hyperlink\"/>")
    } else if marks.contains(.code) {
      xml.put("<w:rStyle w:val=\"VerbatimChar\"/>")
    }
    if marks.contains([.link, .code]) {
      let family = OfficeTheme.family(book.theme.fonts.code, otherwise: "Courier New")
      xml.put("<w:rFonts")
      xml.attribute(" w:ascii", family)
      xml.attribute(" w:hAnsi", family)
      xml.attribute(" w:cs", family)
      xml.put("/>")
    }
    if marks.contains(.strong) { xml.put("<w:b/><w:bCs/>") }
    if marks.contains(.emphasis) { xml.put("<w:i/><w:iCs/>") }
    if marks.contains(.smallCaps) { xml.put("<w:smallCaps/>") }
    if marks.contains(.strike) { xml.put("<w:strike/>") }
    if marks.contains(.underline) { xml.put("<w:u w:val=\"single\"/>") }
    if marks.contains(.superscript) {
      xml.put("<w:vertAlign w:val=\"superscript\"/>")
    } else if marks.contains(.subscript) {
      xml.put("<w:vertAlign w:val=\"subscript\"/>")
    }
    if isRightToLeft { xml.put("<w:rtl/>") }
    if let language = style.language { DOCXLanguage.append(language, &xml) }
    xml.put("</w:rPr>")
  }

  // MARK: Notes and formulas

  private mutating func footnote(_ note: Footnote, _ style: RunStyle, in direction: TextDirection) {
    guard part == .body else {
      let text = note.blocks.flatMap { $0.inlineRuns.map(\.plainText) }.joined(separator: " ")
      book.notes.lose("footnote in a footnote or a running line", "its text stands in brackets")
      return run(" (\(text))", style, in: direction)
    }
    let number = book.footnotes.count + 1
    book.footnoteNumbers[note.id] = number
    var place = DOCXPlace(width: lineWidth)
    place.style = "FootnoteText"
    book.footnotes.append((note, place))
    let bookmark = openBookmark("fn-\(note.id)")
    xml.put(
      "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"\(number)\"/></w:r>")
    closeBookmark(bookmark)
  }

  mutating func formula(_ tex: String) {
    let (formula, unknown) = TeXMath.read(tex)
    for name in unknown {
      book.notes.warn(
        "unknown-math", "the command \\\(name) of a formula is not known; its name stands there", merging: true)
    }
    OfficeMath.write(formula, to: &xml)
  }
}
