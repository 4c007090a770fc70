internal import Documents
internal import XML

/// What reading the parts of one document has in common.
final class DOCXSource {
  let archive: OfficeArchive
  let options: ImportOptions
  let control: ExportControl
  private(set) var sheet = DOCXStyleSheet(styles: nil, numbering: nil)
  private(set) var relationships = DOCXRelationships(nil, folder: "")
  private(set) var language = "en"
  private(set) var wording = Wording(language: "en")
  var notes = ExportNotes()
  var resources = Resources()
  private var pictures: [String: String] = [:]
  private var footnoteNodes: [String: XMLNode] = [:]
  private var endnoteNodes: [String: XMLNode] = [:]
  private var footnoteLinks = DOCXRelationships(nil, folder: "")
  private var endnoteLinks = DOCXRelationships(nil, folder: "")

  init(_ archive: OfficeArchive, _ options: ImportOptions, _ control: ExportControl) {
    self.archive = archive
    self.options = options
    self.control = control
  }

  func open(_ main: String, _ named: String?) throws {
    let folder = DOCXRelationships.folder(of: main)
    relationships = try links(of: main)
    func part(_ type: String) -> String { relationships.first(type)?.target ?? "\(folder)/\(type).xml" }
    sheet = DOCXStyleSheet(styles: try archive.tree(part("styles")), numbering: try archive.tree(part("numbering")))
    language = named ?? sheet.language.map(DOCXLanguage.short) ?? "en"
    wording = Wording(language: language)
    for node in try archive.tree(part("footnotes"))?.all("footnote") ?? [] {
      if let id = node.local("id") { footnoteNodes[id] = node }
    }
    for node in try archive.tree(part("endnotes"))?.all("endnote") ?? [] {
      if let id = node.local("id") { endnoteNodes[id] = node }
    }
    footnoteLinks = try links(of: part("footnotes"))
    endnoteLinks = try links(of: part("endnotes"))
  }

  func links(of part: String) throws -> DOCXRelationships {
    DOCXRelationships(
      try archive.tree(DOCXRelationships.name(of: part)), folder: DOCXRelationships.folder(of: part))
  }

  /// The blocks of a note; nil where there is none of that number.
  func note(_ id: String, isEndnote: Bool) -> (node: XMLNode, links: DOCXRelationships)? {
    let found = isEndnote ? endnoteNodes[id] : footnoteNodes[id]
    return found.map { ($0, isEndnote ? endnoteLinks : footnoteLinks) }
  }

  /// The name of a picture in the document's resources: the one that the drawing gives it, where that is a file's.
  func picture(_ part: String, named: String?) -> String? {
    if let known = pictures[part] { return known }
    guard let bytes = archive.resource(part) else { return nil }
    let type = Resource(part, bytes).mediaType
    let name: String
    if let named, MediaType.named(named) == type, resources[named] == nil {
      name = named
      resources.add(Resource(named, mediaType: type, bytes))
    } else {
      name = resources.add(bytes, mediaType: type)
    }
    pictures[part] = name
    return name
  }
}
