internal import Archives
internal import ByteIO

/// An archive of parts with their content types and relationships, as DOCX and PPTX are.
struct OfficePackage: ~Copyable {
  static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let relationshipTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let packageSpace = "http://schemas.openxmlformats.org/package/2006"

  private let archive: ZIPWriter
  private var overrides: [(part: String, type: String)] = []
  private var endings: [(ending: String, type: String)] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
  ]

  init(to sink: any ByteSink) {
    archive = ZIPWriter(to: sink)
  }

  /// Opens a part to stream into; finish it before the next one.
  mutating func part(_ name: String, _ type: String) throws -> ZIPEntrySink {
    overrides.append((name, type))
    return try archive.entry(name, compression: .fast)
  }

  mutating func add(_ name: String, _ type: String, _ markup: borrowing MarkupStream) throws {
    overrides.append((name, type))
    try markup.bytes.withUnsafeBytes { try archive.add(name, $0) }
  }

  /// A part whose type follows from its ending, such as a picture.
  mutating func add(_ name: String, ending: String, _ type: String, _ bytes: [UInt8], isPacked: Bool) throws {
    if !endings.contains(where: { $0.ending == ending }) { endings.append((ending, type)) }
    try archive.add(name, bytes, compression: isPacked ? .stored : .fast)
  }

  /// Writes the relationships of a part; `""` is the package itself.
  mutating func add(_ relationships: OfficeRelationships, of part: String) throws {
    if relationships.isEmpty { return }
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let markup = relationships.markup
    try markup.bytes.withUnsafeBytes { try archive.add("\(folder)_rels/\(file).rels", $0) }
  }

  consuming func finish() throws {
    var xml = MarkupStream()
    xml.put(Self.declaration)
    xml.put("<Types xmlns=\"\(Self.packageSpace)/content-types\">")
    for item in endings { xml.put("<Default Extension=\"\(item.ending)\" ContentType=\"\(item.type)\"/>") }
    for item in overrides { xml.put("<Override PartName=\"/\(item.part)\" ContentType=\"\(item.type)\"/>") }
    xml.put("</Types>")
    try xml.bytes.withUnsafeBytes { try archive.add("[Content_Types].xml", $0) }
    try archive.finish()
  }
}
