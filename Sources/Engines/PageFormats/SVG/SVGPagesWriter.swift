internal import Archives
public import ByteIO
public import Documents
internal import PDF

/// Writes pages as SVG, from the layout that the PDF has: one drawing with the pages below each other.
///
/// Profiles, joined by commas: `page-3` writes that page alone, `zip` an archive with a file for each page, `text` keeps
/// words as text, which needs the fonts where it is shown; otherwise glyphs are outlines and look the same everywhere.
public struct SVGPagesWriter: DocumentWriter {
  public let format = DocumentFormat.svg

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    let wishes = try SVGWishes(options.profile)
    var layout = options
    layout.profile = nil
    layout.source = nil
    let plain = layout
    try document.refuseWhereStrict()
    let composed = document.composed()
    return try ShaperPool.shared.with { shaper in
      let book = SVGBook(keepsText: wishes.keepsText, only: wishes.page)
      let composition = try PDFComposition(
        composed, DroppingSink(), plain, shaper, book: book,
        knownPages: PageNumbers.told(in: composed, plain, shaper))
      try composition.layOut(control)
      if let page = wishes.page, page >= book.pageCount {
        throw DocumentError(.value, "the document has \(book.pageCount) pages; there is no page \(page + 1)")
      }
      let title = PDFMetadata(document).title
      let language = document.metadata.effectiveLanguage
      func drawing(_ range: Range<Int>) -> [UInt8] {
        book.drawing(range, title: title, language: language, images: composition.resources.sources)
      }
      let output = CountedSink(sink)
      if wishes.isArchive {
        let archive = ZIPWriter(to: output)
        let digits = String(book.pageCount).count
        for page in 0..<book.pageCount where wishes.page == nil || wishes.page == page {
          let number = String(page + 1)
          let zeros = String(repeating: "0", count: max(digits - number.count, 0))
          try archive.add("page-\(zeros)\(number).svg", drawing(page..<page + 1))
          try control.checkpoint(.writing, done: page, of: book.pageCount)
        }
        try archive.finish()
      } else {
        let range = wishes.page.map { $0..<$0 + 1 } ?? 0..<book.pageCount
        try output.write(drawing(range))
      }
      var report = try composition.report(.svg)
      report.bytes = output.count
      return report
    }
  }
}

/// What a profile of SVG asks for.
struct SVGWishes {
  var page: Int?
  var isArchive = false
  var keepsText = false

  init(_ profile: String?) throws {
    for wish in (profile ?? "").split(separator: ",") {
      if wish.hasPrefix("page-"), let number = Int(wish.dropFirst(5)), number > 0 {
        page = number - 1
      } else if wish == "zip" {
        isArchive = true
      } else if wish == "text" {
        keepsText = true
      } else {
        throw DocumentError(
          .value, "SVG has no profile “\(wish)”; there are page-1 (any number), zip and text, joined by commas")
      }
    }
  }
}

/// Takes what nobody wants.
final class DroppingSink: ByteSink {
  func write(_ bytes: UnsafeRawBufferPointer) {}
  func finish() {}
}
