internal import Documents

/// What the parts of one document share while they are written, one after the other.
struct DOCXBook {
  struct Chart {
    let chart: Documents.Chart
    let number: Int
  }

  let document: Document
  let theme: Theme
  let wording: Wording
  let options: ExportOptions
  let references: ReferenceText
  let direction: TextDirection
  let language: String
  var cursor: OutlineCursor
  var numbering: DOCXNumbering
  var media = OfficeMedia()
  var notes = ExportNotes()
  /// Footnotes in the order of their marks; they are written behind the text.
  var footnotes: [(note: Footnote, place: DOCXPlace)] = []
  var footnoteNumbers: [String: Int] = [:]
  var charts: [Chart] = []
  /// Set where a page number has to be filled in by whoever opens the file.
  var needsUpdate = false
  private var bookmarks = 0
  private var drawings = 0
  private var bookmarkNames: [String: String] = [:]
  private var takenNames: Set<String> = []

  init(_ document: Document, _ options: ExportOptions) {
    self.document = document
    self.options = options
    theme = document.effectiveTheme
    language = document.metadata.effectiveLanguage
    direction = document.metadata.effectiveDirection
    wording = Wording(language: language)
    let outline = DocumentOutline(document)
    references = ReferenceText(outline: outline, wording: wording)
    cursor = OutlineCursor(outline)
    numbering = DOCXNumbering(
      headingDepth: document.numbering.headingDepth, topHeading: outline.headings.map(\.level).min() ?? 1)
  }

  var outline: DocumentOutline { references.outline }

  mutating func nextBookmark() -> Int {
    bookmarks += 1
    return bookmarks
  }

  mutating func nextDrawing() -> Int {
    drawings += 1
    return drawings
  }

  /// The name of an anchor's bookmark: word processors take 40 characters, a letter first.
  mutating func bookmarkName(_ anchor: String) -> String {
    if let known = bookmarkNames[anchor] { return known }
    var name = anchor
    let isPlain =
      anchor.utf8.count <= 40 && anchor.utf8.first.map { ($0 | 0x20) &- 0x61 < 26 } == true
      && anchor.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x5F }
    if !isPlain || takenNames.contains(anchor.lowercased()) { name = "_Ref\(bookmarkNames.count + 1)" }
    bookmarkNames[anchor] = name
    takenNames.insert(name.lowercased())
    return name
  }
}
