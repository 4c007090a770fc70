internal import Archives
internal import ByteIO
public import Documents
public import JSON

/// A Word document with `{{fields}}` in its text, its tables, headers, footers and notes. Everything else stays as it is.
///
/// A section that begins and ends in one paragraph repeats what stands between; one over paragraphs repeats them, and one
/// over the cells of a row repeats the row. Merge fields of Word are fields too.
public struct WordTemplate: Sendable {
  private enum Part: Sendable {
    case plain(PackedContent)
    case pieces([WordPiece], prefix: String)
  }

  private let parts: [(name: String, part: Part)]

  public init(parsing bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) throws {
    guard bytes.count <= limits.bytes else {
      throw DocumentError(.limit, "the template has \(bytes.count) bytes; at most \(limits.bytes) are read")
    }
    var parts: [(name: String, part: Part)] = []
    do {
      let archive = try ZIPReader(
        bytes, limits: ArchiveLimits(entries: 20_000, entryBytes: 256 << 20, totalBytes: 512 << 20, nesting: 0))
      guard archive.entry("[Content_Types].xml") != nil else {
        throw DocumentError(.damaged, "the template is no Word document; save it as .docx")
      }
      for entry in archive.entries where !entry.isDirectory {
        let content = try archive.bytes(entry)
        let holdsText = Self.holdsText(entry.name)
        parts.append((entry.name, try holdsText ? Self.planned(content, entry.name) : .plain(PackedContent(content))))
      }
    } catch let error as ArchiveError {
      throw DocumentError(.damaged, "the template is no whole archive: \(error.message)", at: .init(part: error.entry))
    }
    self.parts = parts
  }

  private static func holdsText(_ name: String) -> Bool {
    guard name.hasPrefix("word/"), name.hasSuffix(".xml"), name.dropFirst(5).firstIndex(of: "/") == nil else {
      return false
    }
    return ["document", "header", "footer", "footnotes", "endnotes", "comments"].contains {
      name.dropFirst(5).hasPrefix($0)
    }
  }

  private static func planned(_ content: [UInt8], _ part: String) throws -> Part {
    // Most headers and footers hold no field.
    guard content.contains(UInt8(ascii: "{")) || WordText.find("MERGEFIELD", in: content, from: 0) != nil else {
      return .plain(try PackedContent(content))
    }
    var (prefix, nodes) = try WordMarkup.read(content, part: part)
    try WordTagJoining(prefix: prefix, part: part).join(&nodes)
    guard nodes.contains(where: { $0.tagCount > 0 }) else { return .plain(try PackedContent(content)) }
    var plan = WordPlan(prefix: prefix, part: part)
    return .pieces(try plan.pieces(nodes), prefix: prefix)
  }

  /// The document with the data of one row.
  public func render(_ data: JSONValue, language: String = "en", index: Int? = nil) throws -> [UInt8] {
    let values = TemplateValues(language: language, index: index)
    let sink = MemorySink(reserving: 1 << 16)
    let archive = ZIPWriter(to: sink)
    var filling = WordFilling(values)
    for (name, part) in parts {
      switch part {
      case .plain(let content): try archive.add(name, content)
      case .pieces(let pieces, let prefix):
        try archive.add(name, filling.fill(pieces, prefix: prefix, with: data), compression: .compact)
      }
    }
    try archive.finish()
    return sink.bytes
  }
}
