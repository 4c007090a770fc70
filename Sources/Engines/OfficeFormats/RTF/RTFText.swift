internal import ByteIO
internal import Documents

/// Writes running text and blocks as Rich Text.
struct RTFText: ~Copyable {
  var bytes = ByteBuffer(reserving: MarkupStream.piece + 4096)
  private let sink: any ByteSink
  let document: Document
  let theme: Theme
  let wording: Wording
  let references: ReferenceText
  let style: RTFStyle
  let direction: TextDirection
  var cursor: OutlineCursor
  var lists: RTFLists
  var notes = ExportNotes()
  var pendingAnchors: [String] = []
  var pendingBreak: PageBreak.Target?
  /// A paragraph is open until the next one, or the cell it stands in, ends it.
  var isOpen = false
  /// Inside of a footnote no other begins.
  private var isInNote = false
  private var noteNumbers: [String: Int] = [:]

  init(_ document: Document, to sink: any ByteSink) {
    self.sink = sink
    self.document = document
    theme = document.effectiveTheme
    style = RTFStyle(theme)
    direction = document.metadata.effectiveDirection
    wording = Wording(language: document.metadata.effectiveLanguage)
    let outline = DocumentOutline(document)
    references = ReferenceText(outline: outline, wording: wording)
    cursor = OutlineCursor(outline)
    lists = RTFLists(document.blocks)
  }

  /// Of the text, in points.
  var width: Double { document.page.columnWidth }

  mutating func put(_ literal: StaticString) { bytes.append(literal) }

  @_disfavoredOverload
  mutating func put(_ words: String) { bytes.append(words) }

  mutating func plain(_ text: String) { bytes.append(rich: text) }

  mutating func lose(_ what: String, _ how: String) { notes.lose(what, how) }

  mutating func relieve() throws {
    if bytes.count >= MarkupStream.piece { try bytes.drain(into: sink) }
  }

  mutating func finish() throws {
    if !isOpen { open(RTFPlace(width: width), []) }
    put("\\par\n}\n")
    try bytes.drain(into: sink)
  }

  // MARK: Inlines

  mutating func inlines(_ list: [Inline], _ style: RunStyle) {
    for inline in list { self.inline(inline, style) }
  }

  private mutating func inline(_ inline: Inline, _ style: RunStyle) {
    switch inline {
    case .text(let text): run(text, style)
    case .softBreak: run(" ", style)
    case .code(let text): run(text, style.with(.code))
    case .lineBreak: put("\\line ")
    case .span(let span):
      if let anchor = span.attributes.id { bookmark("start", anchor) }
      inlines(span.inlines, style.with(span.attributes))
      if let anchor = span.attributes.id { bookmark("end", anchor) }
    case .link(let link): self.link(link, style.with(link.attributes))
    case .reference(let reference): self.reference(reference, style)
    case .citation(let citation): run(document.text(of: citation), style)
    case .footnote(let note): footnote(note, style)
    case .image(let image): self.image(image, width: width)
    case .math(let tex): formula(tex, style)
    case .variable(let name): variable(name, style)
    case .raw(let raw): lose("raw text of \(raw.format)", "left out")
    default:
      guard let (marks, inner) = RunStyle.marks(of: inline) else { return }
      inlines(inner, style.with(marks))
    }
  }

  mutating func run(_ text: String, _ style: RunStyle) {
    guard !text.isEmpty else { return }
    let words = words(style)
    if !words.isEmpty { put("{\(words) ") }
    var text = text
    let pieces = text.withUTF8 { bytes -> [(text: String, isRight: Bool)] in
      let raw = UnsafeRawBufferPointer(bytes)
      guard direction == .rightToLeft || DirectionalRuns.hasRightToLeft(raw) else { return [] }
      var pieces: [(text: String, isRight: Bool)] = []
      DirectionalRuns.split(raw, in: style.direction ?? direction) {
        pieces.append((String(decoding: $0, as: UTF8.self), $1))
      }
      return pieces
    }
    if pieces.isEmpty { plain(text) }
    for piece in pieces {
      put(piece.isRight ? "{\\rtlch " : "{\\ltrch ")
      plain(piece.text)
      put("}")
    }
    if !words.isEmpty { put("}") }
  }

  private func words(_ style: RunStyle) -> String {
    var words = ""
    let marks: [(RunStyle.Marks, String)] = [
      (.strong, "\\b"), (.emphasis, "\\i"), (.strike, "\\strike"), (.underline, "\\ul"), (.superscript, "\\super"),
      (.subscript, "\\sub"), (.smallCaps, "\\scaps"), (.code, "\\f\(RTFStyle.Font.code.rawValue)"),
      (.link, "\\cf\(RTFStyle.Color.accent.rawValue)\\ul"),
    ]
    for (mark, word) in marks where style.marks.contains(mark) { words += word }
    if let number = style.language.flatMap(RTFLanguage.number) { words += "\\lang\(number)" }
    return words
  }

  mutating func formula(_ tex: String, _ style: RunStyle) {
    lose("formula", "written in a line of text")
    run(LinearMath.text(TeXMath.parse(tex)), style.with(.emphasis))
  }

  private mutating func footnote(_ note: Footnote, _ style: RunStyle) {
    guard !isInNote else {
      lose("footnote in a footnote or a running line", "its text stands in brackets")
      return run(" (\(note.blocks.flatMap { $0.inlineRuns.map(\.plainText) }.joined(separator: " ")))", style)
    }
    noteNumbers[note.id] = noteNumbers.count + 1
    put("{\\super\\chftn}{\\footnote")
    isInNote = true
    cursor.suspend()
    let outer = (isOpen, pendingAnchors, pendingBreak)
    (isOpen, pendingAnchors, pendingBreak) = (false, [], nil)
    var place = RTFPlace(width: width)
    place.style = .footnote
    open(place, [])
    put("{\\super\\chftn} ")
    for (index, block) in note.blocks.enumerated() {
      if index == 0, case .paragraph(let paragraph) = block {
        inlines(paragraph.inlines, place.run)
        continue
      }
      do { try self.block(block, place) } catch {
        // Only passing bytes on can fail, and then the next piece fails as well.
      }
    }
    (isOpen, pendingAnchors, pendingBreak) = outer
    cursor.resume()
    isInNote = false
    put("}")
  }

  /// What stands in a running line is no place for notes.
  mutating func withoutNotes(_ body: (inout RTFText) -> Void) {
    isInNote = true
    body(&self)
    isInNote = false
  }

  func noteNumber(_ id: String) -> Int? { noteNumbers[id] }
}
