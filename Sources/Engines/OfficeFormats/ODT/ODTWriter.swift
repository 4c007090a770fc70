internal import Archives
public import ByteIO
public import Documents

/// Writes OpenDocument texts (ODF 1.3).
///
/// Styles come before the text that uses them, so the text is walked twice: once for its styles, once for its words.
public struct ODTWriter: DocumentWriter {
  public let format = DocumentFormat.odt

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let counted = CountedSink(sink)
    let archive = ZIPWriter(to: counted)
    try archive.add("mimetype", Array(DocumentFormat.odt.mediaType.utf8), compression: .stored)
    var first = ODTBody(ODTText(to: NoSink(), book: ODTBook(document)), control)
    try first.write()
    let part = try archive.entry("content.xml")
    var body = ODTBody(ODTText(to: part, book: first.text.book.again()), control)
    head(&body.text)
    try body.write()
    try tail(&body.text, part)
    var book = body.text.book
    let objects = try self.objects(archive, book)
    try styles(archive, &book)
    try add(archive, "meta.xml", ODTMeta(document).markup)
    for picture in book.media.pictures {
      let isPacked = !picture.isVector && picture.resource.mediaType != "image/bmp"
      try archive.add(picture.target, picture.resource.bytes, compression: isPacked ? .stored : .fast)
    }
    try add(archive, "META-INF/manifest.xml", manifest(book, objects))
    try archive.finish()
    return ExportReport(
      format: .odt, words: document.wordCount, bytes: counted.count, warnings: book.notes.warnings,
      losses: book.notes.losses)
  }

  private func head(_ text: inout ODTText) {
    text.xml.put(ODTNames.declaration)
    text.xml.put("<office:document-content ")
    text.xml.put(ODTNames.spaces)
    text.xml.put(">")
    ODTStyles.fonts(text.book.theme, &text.xml)
    text.xml.put("<office:automatic-styles>")
    text.book.styles.append(to: &text.xml)
    text.xml.put("</office:automatic-styles><office:body><office:text>")
  }

  private func tail(_ text: inout ODTText, _ part: ZIPEntrySink) throws {
    text.xml.put("</office:text></office:body></office:document-content>")
    try text.xml.finish()
    try part.finish()
  }

  private func add(_ archive: ZIPWriter, _ name: String, _ markup: borrowing MarkupStream) throws {
    try markup.bytes.withUnsafeBytes { try archive.add(name, $0) }
  }

  /// Writes the objects and answers their types for the manifest.
  private func objects(_ archive: ZIPWriter, _ book: ODTBook) throws -> [String] {
    var types: [String] = []
    for (index, object) in book.objects.enumerated() {
      try archive.directory("Object \(index + 1)")
      let name = "Object \(index + 1)/content.xml"
      switch object {
      case .formula(let formula, let tex, let isDisplay):
        try add(archive, name, Self.markup(formula, tex: tex, isDisplay: isDisplay))
        types.append("application/vnd.oasis.opendocument.formula")
      case .chart(let chart):
        try add(archive, name, ODTChart(chart: chart, theme: book.theme).markup)
        types.append("application/vnd.oasis.opendocument.chart")
      }
    }
    return types
  }

  /// The formula, and its notation for whoever wants to edit it.
  private static func markup(_ formula: MathNode, tex: String, isDisplay: Bool) -> MarkupStream {
    var xml = MarkupStream()
    xml.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"")
    xml.put(isDisplay ? "block" : "inline")
    xml.put("\"><semantics>")
    xml.put(MathML.markup(of: formula))
    xml.put("<annotation encoding=\"application/x-tex\">")
    xml.text(tex)
    xml.put("</annotation></semantics></math>")
    return xml
  }

  private func styles(_ archive: ZIPWriter, _ book: inout ODTBook) throws {
    var own = book
    own.styles = ODTStyleBook()
    var text = ODTText(to: nil, book: own)
    text.takesNotes = false
    let running = text.book.masters.map { ODTRunning(master: $0).markup(&text) }
    var target: String?
    if let watermark = book.document.watermark, case .image(let name) = watermark.content {
      target = text.book.media.picture(name, of: book.document)?.target
      if target == nil {
        text.book.notes.warn(
          "missing-image", "the watermark's picture \(name) is not there; add it to the document's resources")
      }
    }
    let markup = ODTStyles(text.book).markup(automatic: text.book.styles, running: running) { _ in target }
    try add(archive, "styles.xml", markup)
    book.media = text.book.media
    book.notes = text.book.notes
  }

  private func manifest(_ book: ODTBook, _ objects: [String]) -> MarkupStream {
    var xml = MarkupStream()
    xml.put(ODTNames.declaration)
    xml.put(
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
    )
    func entry(_ path: String, _ type: String, version: Bool = false, _ xml: inout MarkupStream) {
      xml.put(
        "<manifest:file-entry manifest:full-path=\"\(path)\"\(version ? " manifest:version=\"1.3\"" : "") manifest:media-type=\"\(type)\"/>"
      )
    }
    entry("/", DocumentFormat.odt.mediaType, version: true, &xml)
    for part in ["content.xml", "styles.xml", "meta.xml"] { entry(part, "text/xml", &xml) }
    for picture in book.media.pictures { entry(picture.target, picture.resource.mediaType, &xml) }
    for (index, type) in objects.enumerated() {
      entry("Object \(index + 1)/", type, version: true, &xml)
      entry("Object \(index + 1)/content.xml", "text/xml", &xml)
    }
    xml.put("</manifest:manifest>")
    return xml
  }
}

/// The first pass over a text needs its styles only.
private final class NoSink: ByteSink {
  func write(_ bytes: UnsafeRawBufferPointer) throws {}
  func finish() throws {}
}
