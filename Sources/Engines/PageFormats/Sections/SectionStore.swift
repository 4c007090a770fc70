internal import Documents
internal import PDF
internal import Typesetting

/// What the parts of a document looked like when they were set: one export finds what an earlier one left.
///
/// The glyphs are those of the shaper, so both live together.
final class SectionStore {
  /// What every part depends on.
  struct Context: Equatable {
    let theme: Theme
    let quality: Quality
    let metadata: Metadata
    let page: PageSetup
    let numbering: Numbering
    let variables: [Variable]
    let branding: Branding?
    let sources: [BibliographySource]
    let resources: Resources
    let options: ExportOptions

    init(_ document: Document, _ options: ExportOptions) {
      theme = document.effectiveTheme
      quality = document.quality
      metadata = document.metadata
      page = document.page
      numbering = document.numbering
      variables = document.variables
      branding = document.branding
      sources = document.sources
      resources = document.resources
      var plain = options
      plain.source = nil
      plain.protection = nil
      plain.signature = nil
      self.options = plain
    }
  }

  let shaper: Shaper
  let deflated = DeflateMemory()
  private var context: Context?
  private var outline: [[DocumentOutline.Entry]] = []
  private var pages: [String: Int] = [:]
  private var known: [Int: [SetSection]] = [:]
  private var fresh: [Int: [SetSection]] = [:]
  /// Whether the document has the same headings, captions and numbers as the one before.
  private(set) var outlineIsSame = false
  private(set) var reused = 0
  private(set) var set = 0

  init() throws {
    shaper = try Shaper()
  }

  func begin(
    _ document: Document, _ options: ExportOptions, _ outline: DocumentOutline, _ pages: [String: Int]
  ) {
    let context = Context(document, options)
    if context != self.context { known = [:] }
    self.context = context
    let all = [outline.headings, outline.figures, outline.tables, outline.code, outline.formulas]
    outlineIsSame = all == self.outline && pages == self.pages
    self.outline = all
    self.pages = pages
    fresh = [:]
    reused = 0
    set = 0
  }

  func find(_ blocks: ArraySlice<Block>, _ matches: (SetSection) -> Bool) -> SetSection? {
    known[Self.key(blocks)]?.first { $0.blocks.elementsEqual(blocks) && matches($0) }
  }

  /// Keeps a section for the next export.
  func keep(_ section: SetSection, isNew: Bool) {
    if isNew { set += 1 } else { reused += 1 }
    fresh[Self.key(section.blocks[...]), default: []].append(section)
  }

  /// What this export did not use is forgotten.
  func end() {
    known = fresh
    fresh = [:]
    deflated.endOfFile()
  }

  private static func key(_ blocks: ArraySlice<Block>) -> Int {
    var hasher = Hasher()
    for block in blocks { hasher.combine(block) }
    return hasher.finalize()
  }
}

/// A part of a document, set, with everything that its setting left behind.
struct SetSection {
  /// What the setting of blocks takes from those before them.
  struct Start: Equatable {
    let followsParagraph: Bool
    let headingLevel: Int
    /// Notes before it; nil where it has none of its own.
    let noteCount: Int?
  }

  let blocks: [Block]
  let start: Start
  let endsWithParagraph: Bool
  let endHeadingLevel: Int
  let entries: OutlineCursor.Passage
  /// Shows numbers or words of other parts.
  let dependsOnOutline: Bool
  let galley: Galley
  let structure: StructurePart
  let firstLink: Int
  let links: [PDFResources.LinkUse]
  /// Names of the places that the galley has numbers for.
  let anchors: [Int32: String]
  let headings: [PDFResources.HeadingPlace]
  /// Names of pictures by their numbers.
  let images: [Int: String]
  let firstTable: Int
  let tableCount: Int
  let notes: [String]
}
