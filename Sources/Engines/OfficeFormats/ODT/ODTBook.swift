internal import Documents

/// What the parts of one text share while they are written.
struct ODTBook {
  /// An object of its own inside the package.
  enum Object {
    case formula(MathNode, tex: String, isDisplay: Bool)
    case chart(Chart)
  }

  /// A kind of page: what `style:master-page` names.
  struct Master {
    let name: String
    let page: PageSetup
    let running: RunningContent
    /// For a first page with lines of its own: the kind of the pages behind it.
    let next: String?
    let pageStyle: NumberStyle
  }

  let document: Document
  let theme: Theme
  let wording: Wording
  let references: ReferenceText
  let direction: TextDirection
  let language: String
  var cursor: OutlineCursor
  var styles = ODTStyleBook()
  var media = OfficeMedia(folder: "Pictures")
  var notes = ExportNotes()
  var objects: [Object] = []
  var masters: [Master] = []
  var footnoteNumbers: [String: Int] = [:]
  var counts = (tables: 0, frames: 0, contents: 0, sections: 0)

  init(_ document: Document) {
    self.document = document
    theme = document.effectiveTheme
    language = document.metadata.effectiveLanguage
    direction = document.metadata.effectiveDirection
    wording = Wording(language: language)
    let outline = DocumentOutline(document)
    references = ReferenceText(outline: outline, wording: wording)
    cursor = OutlineCursor(outline)
  }

  var outline: DocumentOutline { references.outline }

  /// The same with the styles that are known, for another pass over the document.
  func again() -> ODTBook {
    var book = self
    book.cursor = OutlineCursor(outline)
    book.notes = ExportNotes()
    book.objects = []
    book.masters = []
    book.footnoteNumbers = [:]
    book.counts = (0, 0, 0, 0)
    return book
  }
}
