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
  var previousWasParagraph = false
  var tableCount = 0
  var listDepth = 0
  var isInCell = false
  private var control = ExportControl()

  struct Frame {
    var left: Double
    var width: Double
  }

  init(_ document: Document, _ sink: any ByteSink, _ options: ExportOptions, _ shaper: Shaper) throws {
    self.document = document
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
    pdf = try PDFDocument(to: sink, PDFMetadata(document), attaches ? .archive3 : .archive2)
    resources = PDFResources(pdf)
    styles = PDFStyles(theme, shaper)
    typesetter = Typesetter(shaper)
    let geometry = PageGeometry(document.page)
    pages = PDFPages(document, resources, styles, typesetter, pdf)
    paginator = Paginator(pages, shaper, geometry)
    frame = Frame(left: 0, width: geometry.columnWidth)
    element = pdf.structure.root
  }

  func run(_ control: ExportControl) throws -> ExportReport {
    self.control = control
    if attachesSource, let source = options.source {
      pdf.attach(
        PDFAttachment(
          name: source.name, mediaType: source.mediaType, description: "The source of this document",
          relationship: .source, bytes: source.bytes))
    }
    for block in document.letterhead { try set(block) }
    try setTitle()
    if needsContents { try setContents(TableOfContents()) }
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.layout, done: index, of: document.blocks.count)
      try set(block)
      try passOn()
    }
    try paginator.flow(galley)
    try paginator.finish()
    try control.checkpoint(.writing, done: 0, of: 1)
    try pages.finish()
    try pdf.finish()
    return report()
  }

  private var attachesSource: Bool { features.attachesSource || options.profile == "pdfa-3a" }

  private var needsContents: Bool {
    guard let most = features.contentsAbove, document.type != .letter, document.type != .invoice else { return false }
    let listed = outline.headings.filter(\.isListed).count
    guard listed > most else { return false }
    return !document.blocks.contains { if case .contents = $0 { true } else { false } }
  }

  /// Lets what is set flow onto pages, now and then.
  func passOn() throws {
    guard galley.isLargeEnough else { return }
    try paginator.flow(galley)
  }

  private func report() -> ExportReport {
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
    let fonts = pdf.fonts.filter(\.isUsed).map {
      ExportReport.FontUse(
        $0.face.postScriptName, isEmbedded: true, isFallback: !own.contains($0.face.family.lowercased()))
    }
    return ExportReport(
      format: .pdf, pages: pdf.pageCount, words: document.wordCount, bytes: pdf.byteCount, warnings: notes.warnings,
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
