internal import ByteIO
internal import Documents
internal import Fonts
internal import PDF
internal import Typesetting

/// One document on its way to a PDF: blocks become strips of a galley, the galley flows onto pages.
final class PDFComposition {
  let document: Document
  let theme: Theme
  let features: Quality.Features
  let options: ExportOptions
  let wording: Wording
  let outline: DocumentOutline
  let pdf: PDFDocument
  let resources: PDFResources
  let shaper: Shaper
  let styles: PDFStyles
  let typesetter: Typesetter
  var cursor: OutlineCursor
  var notes = ExportNotes()
  var galley = Galley()
  var pages: PDFPages
  var paginator: Paginator
  /// Footnotes by their names, with their numbers.
  var noteNumbers: [String: Int] = [:]
  var language: String
  var direction: TextDirection
  /// Where blocks stand in their column.
  var frame: Frame
  var element: StructureTree.Node
  var lastHeadingLevel = 0
  /// The numbers of the pages that references tell, from a layout before this one.
  let knownPages: [String: Int]
  var previousWasParagraph = false
  var tableCount = 0
  var listDepth = 0
  var isInCell = false
  /// What is being set stands apart from the text and may move.
  var isFloating = false
  /// While a section is being remembered nothing flows.
  var isRecording = false
  private let store: SectionStore?
  private let kept: KeptSink
  /// A table that is being streamed.
  var openTable: OpenTable?
  /// Headings that came in a stream; the outline of the document does not know them.
  var streamedHeadings = 0
  private var control = ExportControl()

  struct Frame {
    var left: Double
    var width: Double
  }

  /// - Parameter book: pages are drawn there rather than in the PDF, which is then not finished.
  init(
    _ document: Document, _ sink: any ByteSink, _ options: ExportOptions, _ shaper: Shaper, book: SVGBook? = nil,
    store: SectionStore? = nil, knownPages: [String: Int] = [:]
  ) throws {
    self.document = document
    self.knownPages = knownPages
    self.store = store
    self.options = options
    self.shaper = shaper
    theme = document.effectiveTheme
    features = document.quality.features
    language = document.metadata.effectiveLanguage
    direction = document.metadata.effectiveDirection
    wording = Wording(language: language)
    outline = DocumentOutline(document)
    cursor = OutlineCursor(outline)
    let attaches = features.attachesSource || options.profile == "pdfa-3a"
    let readsAll = options.verifies || features.isStrict
    kept = KeptSink(sink, limit: readsAll ? .max : book == nil ? Self.mostReadAgain : 0)
    pdf = try PDFDocument(
      to: kept, PDFMetadata(document), attaches ? .archive3 : .archive2,
      protection: options.protection.map { PDFProtection($0) }, signer: options.signature.map { PDFSigner($0) },
      memory: store?.deflated)
    resources = PDFResources(pdf)
    styles = PDFStyles(theme, shaper)
    typesetter = Typesetter(shaper)
    let geometry = PageGeometry(document.page)
    pages = PDFPages(document, resources, styles, typesetter, pdf) { [resources] page, height in
      guard let book else { return PDFSurface(resources, page: page, height: height) }
      let size = resources.document.size(ofPage: page)
      book.begin(page: page, width: size.width, height: size.height)
      return SVGSurface(resources, page: page, book)
    }
    paginator = Paginator(pages, shaper, geometry)
    frame = Frame(left: 0, width: geometry.columnWidth)
    element = pdf.structure.root
  }

  /// The whole PDF. `body` may append more behind the document's blocks.
  func run(
    _ control: ExportControl, body: ((any DocumentStream) throws -> Void)? = nil
  ) throws -> ExportReport {
    attachFiles()
    try layOut(control, body: body)
    try pdf.finish()
    store?.end()
    var report = try report(.pdf)
    report.integrity = try readAgain(control)
    return report
  }

  /// Files up to this size are read again without being asked.
  private static let mostReadAgain = 8 << 20

  /// What the file just written says of itself.
  private func readAgain(_ control: ExportControl) throws -> ExportReport.Integrity {
    guard let bytes = kept.takeBytes() else { return .unchecked }
    try control.checkpoint(.verifying, done: 0, of: 1)
    do {
      return .intact(
        try PDFCheck.passed(
          bytes, pages: pdf.pageCount, isEncrypted: options.protection != nil,
          depth: options.verifies || features.isStrict ? .full : .quick))
    } catch {
      guard features.isStrict else { return .broken(error.message) }
      throw DocumentError(.integrity, "The file did not pass its own check: \(error.message)")
    }
  }

  /// All pages, drawn.
  func layOut(_ control: ExportControl, body: ((any DocumentStream) throws -> Void)? = nil) throws {
    self.control = control
    for block in document.letterhead { try set(block) }
    try setTitle()
    if let store {
      store.begin(document, options, outline, knownPages)
      try setSections(store, control)
    } else {
      for (index, block) in document.blocks.enumerated() {
        try control.checkpoint(.layout, done: index, of: document.blocks.count)
        try set(block)
        try passOn()
      }
    }
    try body?(self)
    try paginator.flow(galley)
    try paginator.finish()
    try control.checkpoint(.writing, done: 0, of: 1)
    try pages.finish()
  }

  /// The numbers of the pages on which the targets of references to pages stand.
  func pagesOfTargets() -> [String: Int] {
    var found: [String: Int] = [:]
    document.forEachInline { inline in
      guard case .reference(let reference) = inline, reference.form == .page else { return }
      if let page = resources.page(of: reference.target) { found[reference.target] = pages.number(ofPage: page) }
    }
    return found
  }

  /// Lets whoever waits for a stream stop it.
  func checkpoint() throws { try control.checkpoint(.layout, done: pdf.pageCount, of: 0) }

  private func attachFiles() {
    guard features.attachesSource || options.profile == "pdfa-3a", let source = options.source else { return }
    pdf.attach(
      PDFAttachment(
        name: source.name, mediaType: source.mediaType, description: "The source of this document",
        relationship: .source, bytes: source.bytes))
    guard features.signsProvenance else { return }
    pdf.attach(
      PDFAttachment(
        name: "provenance.json", mediaType: "application/json", description: "What this file was made of",
        relationship: .data, bytes: Provenance.manifest(of: document, from: source, isSigned: options.signature != nil))
    )
    if options.signature == nil {
      notes.warn(
        "unsigned",
        "The file says where it comes from, but nobody signed it. Give a certificate and a key to sign with.")
    }
  }

  /// Lets what is set flow onto pages, now and then.
  func passOn() throws {
    guard galley.isLargeEnough, !isRecording else { return }
    try paginator.flow(galley)
  }

  /// What breaks the rules of accessibility where the quality level allows no such file.
  private static let strictRules: Set<String> = ["missing-target", "missing-glyph", "missing-image", "image"]

  func report(_ format: DocumentFormat) throws -> ExportReport {
    for name in pdf.missingPlaces {
      notes.warn("missing-target", "A link leads to “\(name)”, which the document does not have.")
    }
    if !resources.missing.isEmpty {
      let shown = resources.missing.prefix(12).compactMap { Unicode.Scalar($0) }
        .map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }
      notes.warn(
        "missing-glyph",
        "No installed font has these characters, a box stands in their place: \(shown.joined(separator: ", ")).")
    }
    let own = Set([theme.fonts.body, theme.fonts.heading, theme.fonts.code].flatMap { $0 }.map { $0.lowercased() })
    let fonts = resources.usedFaces.map {
      ExportReport.FontUse(
        $0.postScriptName, isEmbedded: format == .pdf, isFallback: !own.contains($0.family.lowercased()))
    }
    if features.isStrict, let broken = notes.warnings.first(where: { Self.strictRules.contains($0.code) }) {
      throw DocumentError(
        .accessibility, "The quality level “\(document.quality.rawValue)” allows no such file: \(broken.message)",
        at: broken.location)
    }
    return ExportReport(
      format: format, pages: pdf.pageCount, words: document.wordCount, bytes: pdf.byteCount, warnings: notes.warnings,
      losses: notes.losses, fonts: fonts)
  }
}

extension PageGeometry {
  init(_ setup: PageSetup) {
    let extent = setup.extent
    self.init(
      width: extent.width, height: extent.height, top: setup.margins.top.points(),
      bottom: setup.margins.bottom.points(), left: setup.margins.left.points(), right: setup.margins.right.points())
    columns = setup.columns
    columnGap = setup.columnGap.points()
  }
}

extension PDFMetadata {
  init(_ document: Document) {
    self.init()
    let source = document.metadata
    let first = document.blocks.lazy.compactMap { block -> String? in
      if case .heading(let heading) = block { heading.inlines.plainText } else { nil }
    }.first
    // A file without a title is not accessible.
    title = source.title ?? first ?? "Document"
    authors = source.authors.map(\.name)
    subject = source.subject ?? source.summary ?? ""
    keywords = source.keywords
    language = source.effectiveLanguage
    if let day = source.date, let timestamp = Timestamp(rfc3339: Self.moment(day)) { date = timestamp }
  }

  private static func moment(_ day: DocumentDate) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let year = String(repeating: "0", count: max(4 - String(day.year).count, 0)) + String(day.year)
    return "\(year)-\(two(day.month ?? 1))-\(two(day.day ?? 1))T00:00:00Z"
  }
}
