public import Documents
internal import XML

/// Reads OpenDocument texts: what they say and how it is structured. Tracked changes are taken as accepted.
public struct ODTReader: DocumentReader {
  public let format = DocumentFormat.odt

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    let archive = try OfficeArchive(bytes, options.limits)
    guard archive.has("content.xml") else {
      throw DocumentError(.missing, "the file has no content.xml; it is no OpenDocument text, or a damaged one")
    }
    let source = ODTSource(archive, options, control)
    var metadata = Self.metadata(try archive.tree("meta.xml")?.first("meta"))
    let styles = try archive.tree("styles.xml")
    source.sheet.read(styles?.first("styles"), isAutomatic: false)
    source.sheet.read(styles?.first("automatic-styles"), isAutomatic: true)
    source.sheet.read(styles?.first("master-styles"), isAutomatic: false)
    source.language = metadata.language ?? source.sheet.language ?? "en"
    source.wording = Wording(language: source.language)
    var reader = ODTBlockReader(source, isNested: false)
    try archive.read(
      "content.xml",
      XMLChildSplitter(parent: "text", also: ["automatic-styles"]) { node in
        if node.name.local == "automatic-styles" {
          source.sheet.read(node, isAutomatic: true)
        } else {
          try reader.add(node)
        }
      })
    if metadata.language == nil { metadata.language = source.language }
    let sections = reader.finishSections()
    Self.complete(&metadata, reader.assembler.titles)
    var document = Document(metadata: metadata)
    let pages = ODTPageReader(source)
    document.page = pages.page(sections.first?.master)
    document.running = try pages.running(sections.first?.master, &document.watermark)
    document.numbering.headingDepth = Self.headingDepth(styles)
    document.blocks = pages.joined(sections, base: document.page)
    document.resources = source.resources
    return ImportResult(document, warnings: source.notes.warnings)
  }

  private static func complete(_ metadata: inout Metadata, _ titles: [(role: OfficeParagraph.Role, text: String)]) {
    for item in titles {
      switch item.role {
      case .title: metadata.title = metadata.title ?? item.text
      case .subtitle: metadata.subtitle = metadata.subtitle ?? item.text
      case .date: metadata.date = metadata.date ?? DocumentDate(item.text)
      default: DOCXBodyReader.author(item.text, &metadata)
      }
    }
  }

  private static func headingDepth(_ styles: XMLNode?) -> Int {
    (styles?.first("styles/outline-style")?.all("outline-level-style") ?? []).reduce(0) { depth, level in
      guard let format = level.local("num-format"), !format.isEmpty,
        let number = level.local("level").flatMap({ Int($0) })
      else { return depth }
      return max(depth, min(number, 6))
    }
  }

  private static func metadata(_ node: XMLNode?) -> Metadata {
    var metadata = Metadata()
    func text(_ name: String) -> String? { node?.first(name).map(\.text).flatMap { $0.isEmpty ? nil : $0 } }
    metadata.title = text("title")
    metadata.summary = text("description")
    metadata.subject = text("subject")
    metadata.keywords = (node?.all("keyword") ?? []).map(\.text)
    metadata.language = text("language").map(DOCXLanguage.short)
    metadata.authors = (text("initial-creator") ?? text("creator") ?? "").split(separator: ";").map {
      Author(String($0.drop { $0 == " " }))
    }
    let pairs = (node?.all("user-defined") ?? []).compactMap { item in
      item.local("name").map { Variable($0, item.text) }
    }
    DOCXProperties.apply(pairs, to: &metadata)
    return metadata
  }
}
