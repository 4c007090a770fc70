internal import Documents

/// What the slides of one presentation share while they are written.
struct PPTXBook {
  let document: Document
  let theme: Theme
  let language: String
  let direction: TextDirection
  let references: ReferenceText
  /// The slide that an anchor stands on.
  let slideNumbers: [String: Int]
  let slideCount: Int
  var media = OfficeMedia(folder: "../media")
  var notes: ExportNotes
  var charts: [Chart] = []

  init(_ document: Document, _ slides: [PPTXSlide], _ notes: ExportNotes) {
    self.document = document
    self.notes = notes
    theme = document.effectiveTheme
    language = document.metadata.effectiveLanguage
    direction = document.metadata.effectiveDirection
    references = ReferenceText(outline: DocumentOutline(document), wording: Wording(language: language))
    slideCount = slides.count
    var numbers: [String: Int] = [:]
    for (index, slide) in slides.enumerated() {
      for anchor in slide.anchors where numbers[anchor] == nil { numbers[anchor] = index + 1 }
    }
    slideNumbers = numbers
  }
}
