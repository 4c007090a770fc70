internal import Documents
internal import Typesetting

/// The page numbers that references of a document tell: it is laid out until they stay as they are.
enum PageNumbers {
  /// A number that pushes its own target over the page's end and back would go on for ever.
  private static let mostRounds = 4

  static func told(in document: Document, _ options: ExportOptions, _ shaper: Shaper) throws -> [String: Int] {
    var tellsPages = false
    document.forEachInline { inline in
      if case .reference(let reference) = inline, reference.form == .page, reference.inlines.isEmpty {
        tellsPages = true
      }
    }
    guard tellsPages else { return [:] }
    var plain = options
    plain.source = nil
    plain.protection = nil
    plain.signature = nil
    var pages: [String: Int] = [:]
    for _ in 0..<mostRounds {
      let composition = try PDFComposition(document, DroppingSink(), plain, shaper, knownPages: pages)
      try composition.layOut(ExportControl())
      let found = composition.pagesOfTargets()
      if found == pages { break }
      pages = found
    }
    return pages
  }
}
