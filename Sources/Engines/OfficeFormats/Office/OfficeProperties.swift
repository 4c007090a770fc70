internal import Documents

/// What a package says about its document: core, extended and custom properties.
struct OfficeProperties {
  private let document: Document

  init(_ document: Document) {
    self.document = document
  }

  /// Writes the parts and relates the package to them.
  func write(to package: inout OfficePackage, _ relationships: inout OfficeRelationships) throws {
    try package.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
    _ = relationships.id(
      "\(OfficePackage.packageSpace)/relationships/metadata/core-properties", "docProps/core.xml")
    try package.add(
      "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", extended)
    _ = relationships.id(office: "extended-properties", "docProps/app.xml")
    let custom = Self.custom(document)
    if !custom.isEmpty {
      try package.add(
        "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", markup(custom))
      _ = relationships.id(office: "custom-properties", "docProps/custom.xml")
    }
  }

  private var core: MarkupStream {
    let metadata = document.metadata
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put(
      "<cp:coreProperties xmlns:cp=\"\(OfficePackage.packageSpace)/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    )
    if let title = metadata.title { xml.element("dc:title", title) }
    if let subject = metadata.subject { xml.element("dc:subject", subject) }
    if !metadata.authors.isEmpty {
      xml.element("dc:creator", metadata.authors.map(\.name).joined(separator: "; "))
    }
    if !metadata.keywords.isEmpty { xml.element("cp:keywords", metadata.keywords.joined(separator: ", ")) }
    if let summary = metadata.summary { xml.element("dc:description", summary) }
    xml.element("dc:language", metadata.effectiveLanguage)
    if let identifier = metadata.identifier { xml.element("dc:identifier", identifier) }
    if let version = metadata.version { xml.element("cp:version", version) }
    if let date = metadata.date {
      let moment = Self.moment(date)
      for name in ["created", "modified"] {
        xml.put("<dcterms:\(name) xsi:type=\"dcterms:W3CDTF\">\(moment)</dcterms:\(name)>")
      }
    }
    xml.put("</cp:coreProperties>")
    return xml
  }

  /// Programs want a whole moment where the document has a day: its beginning.
  static func moment(_ date: DocumentDate) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = String(repeating: "0", count: max(4 - "\(date.year)".count, 0)) + "\(date.year)"
    return "\(year)-\(two(date.month ?? 1))-\(two(date.day ?? 1))T00:00:00Z"
  }

  private var extended: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put(
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Export IA</Application>"
    )
    if let company = document.branding?.company { xml.element("Company", company) }
    xml.put("</Properties>")
    return xml
  }

  /// What the core properties have no place for.
  static func custom(_ document: Document) -> [Variable] {
    let metadata = document.metadata
    var pairs: [Variable] = []
    if let subtitle = metadata.subtitle { pairs.append(Variable("Subtitle", subtitle)) }
    if let date = metadata.date { pairs.append(Variable("Date", date.description)) }
    if let publisher = metadata.publisher { pairs.append(Variable("Publisher", publisher)) }
    if let rights = metadata.rights { pairs.append(Variable("Rights", rights)) }
    if let type = document.type { pairs.append(Variable("Document type", type.rawValue)) }
    var seen = Set(pairs.map { $0.name.lowercased() })
    for pair in metadata.other where !pair.name.isEmpty && seen.insert(pair.name.lowercased()).inserted {
      pairs.append(pair)
    }
    return pairs
  }

  private func markup(_ pairs: [Variable]) -> MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put(
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
    )
    for (index, pair) in pairs.enumerated() {
      xml.put("<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"\(index + 2)\"")
      xml.attribute(" name", pair.name)
      xml.put(">")
      xml.element("vt:lpwstr", pair.value)
      xml.put("</property>")
    }
    xml.put("</Properties>")
    return xml
  }
}
