/// A document: what is written (`blocks`), what it is about (`metadata`) and how it shall look.
///
/// A value: no part of it refers to a file or an address. Images stand in `resources` by name.
public struct Document: Sendable, Hashable {
  public var metadata: Metadata
  public var type: DocumentType?
  public var quality: Quality
  public var page: PageSetup
  public var running: RunningContent
  public var numbering: Numbering
  public var theme: Theme
  public var branding: Branding?
  public var watermark: Watermark?
  /// Named values that `Inline.variable` shows, in order.
  public var variables: [Variable]
  public var resources: Resources
  /// What the document cites; shown where a `Block.bibliography` stands.
  public var sources: [BibliographySource]
  public var blocks: [Block]

  public init(
    metadata: Metadata = Metadata(), type: DocumentType? = nil, quality: Quality = .professional,
    page: PageSetup = PageSetup(), running: RunningContent = RunningContent(), numbering: Numbering = Numbering(),
    theme: Theme = .modern, branding: Branding? = nil, watermark: Watermark? = nil, variables: [Variable] = [],
    resources: Resources = Resources(), sources: [BibliographySource] = [], blocks: [Block] = []
  ) {
    self.metadata = metadata
    self.type = type
    self.quality = quality
    self.page = page
    self.running = running
    self.numbering = numbering
    self.theme = theme
    self.branding = branding
    self.watermark = watermark
    self.variables = variables
    self.resources = resources
    self.sources = sources
    self.blocks = blocks
  }

  /// The value of a variable: the document's own first, then `title`, `subtitle`, `authors`, `date`, `company`.
  /// `page` and `pages` are left to the layout.
  public func value(ofVariable name: String) -> String? {
    if let own = variables.first(where: { $0.name == name }) { return own.value }
    switch name {
    case "title": return metadata.title
    case "subtitle": return metadata.subtitle
    case "author", "authors":
      return metadata.authors.isEmpty ? nil : metadata.authors.map(\.name).joined(separator: ", ")
    case "date": return metadata.date?.description
    case "company": return branding?.company
    default: return nil
    }
  }
}
