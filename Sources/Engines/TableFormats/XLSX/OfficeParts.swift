internal import ByteIO

/// The parts around a workbook's sheets: content types, relationships, properties.
struct OfficeParts {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let package = "http://schemas.openxmlformats.org/package/2006"

  private(set) var overrides: [(part: String, type: String)] = []
  private(set) var defaults: [(ending: String, type: String)] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
  ]

  mutating func add(_ part: String, _ type: String) { overrides.append((part, type)) }

  mutating func add(ending: String, _ type: String) {
    if !defaults.contains(where: { $0.ending == ending }) { defaults.append((ending, type)) }
  }

  var contentTypes: ByteBuffer {
    var xml = ByteBuffer(reserving: 2048)
    xml.append(Self.declaration)
    xml.append("<Types xmlns=\"\(Self.package)/content-types\">")
    for item in defaults { xml.append("<Default Extension=\"\(item.ending)\" ContentType=\"\(item.type)\"/>") }
    for item in overrides { xml.append("<Override PartName=\"/\(item.part)\" ContentType=\"\(item.type)\"/>") }
    xml.append("</Types>")
    return xml
  }

  /// A relationships part; ids are `rId1` on, in the list's order.
  static func relationships(_ items: [(type: String, target: String, isExternal: Bool)]) -> ByteBuffer {
    var xml = ByteBuffer(reserving: 1024)
    xml.append(declaration)
    xml.append("<Relationships xmlns=\"\(package)/relationships\">")
    for (index, item) in items.enumerated() {
      xml.append("<Relationship Id=\"rId\(index + 1)\" Type=\"\(item.type)\" Target=\"")
      xml.append(xml: item.target)
      xml.append(item.isExternal ? "\" TargetMode=\"External\"/>" : "\"/>")
    }
    xml.append("</Relationships>")
    return xml
  }

  static func core(_ properties: XLSXOptions.Properties) -> ByteBuffer {
    var xml = ByteBuffer(reserving: 1024)
    xml.append(declaration)
    xml.append(
      "<cp:coreProperties xmlns:cp=\"\(package)/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    )
    for (name, value) in [
      ("dc:title", properties.title), ("dc:subject", properties.subject), ("dc:creator", properties.author),
      ("cp:keywords", properties.keywords), ("dc:description", properties.comments),
    ] {
      guard let value else { continue }
      xml.append("<\(name)>")
      xml.append(xml: value)
      xml.append("</\(name)>")
    }
    xml.append("</cp:coreProperties>")
    return xml
  }

  static func extended(_ properties: XLSXOptions.Properties) -> ByteBuffer {
    var xml = ByteBuffer(reserving: 512)
    xml.append(declaration)
    xml.append(
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Export IA</Application>"
    )
    if let company = properties.company {
      xml.append("<Company>")
      xml.append(xml: company)
      xml.append("</Company>")
    }
    xml.append("</Properties>")
    return xml
  }
}
