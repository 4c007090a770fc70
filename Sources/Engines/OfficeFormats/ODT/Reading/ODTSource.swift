internal import Documents
internal import XML

/// What reading the parts of one text has in common.
final class ODTSource {
  let archive: OfficeArchive
  let options: ImportOptions
  let control: ExportControl
  var sheet = ODTStyleSheet()
  var language = "en"
  var wording = Wording(language: "en")
  var notes = ExportNotes()
  var resources = Resources()
  private var pictures: [String: String] = [:]
  /// Notes by the names that references use.
  var noteNames: [String: String] = [:]

  init(_ archive: OfficeArchive, _ options: ImportOptions, _ control: ExportControl) {
    self.archive = archive
    self.options = options
    self.control = control
  }

  func picture(_ reference: String) -> String? {
    let part = DOCXRelationships.resolve(reference, in: "")
    if let known = pictures[part] { return known }
    guard let bytes = archive.resource(part) else { return nil }
    let name = resources.add(bytes, mediaType: Resource(part, bytes).mediaType)
    pictures[part] = name
    return name
  }

  /// A formula or a chart.
  func object(_ reference: String) throws -> (tex: String?, chart: Chart?) {
    var part = DOCXRelationships.resolve(reference, in: "")
    if !part.hasSuffix(".xml") { part += "/content.xml" }
    guard let tree = try archive.tree(part) else { return (nil, nil) }
    if tree.name.local == "math" {
      let notes = tree.descendants("annotation")
      if let tex = notes.first(where: { $0.local("encoding") == "application/x-tex" })?.text { return (tex, nil) }
      self.notes.warn("formula", "a formula without its notation in TeX was read as text", merging: true)
      let text = tree.descendants("mrow").first?.text ?? tree.text
      return ("\\text{\(text.filter { $0 != "{" && $0 != "}" })}", nil)
    }
    return (nil, ODTChartReader.chart(tree))
  }
}
