public import Documents
internal import XML

/// Reads Word documents: what they say and how it is structured. Tracked changes are taken as accepted.
public struct DOCXReader: DocumentReader {
  public let format = DocumentFormat.docx

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    let archive = try OfficeArchive(bytes, options.limits)
    let root = DOCXRelationships(try archive.tree("_rels/.rels"), folder: "")
    let main = root.first("officeDocument")?.target ?? "word/document.xml"
    guard archive.has(main) else {
      throw DocumentError(.missing, "the file has no text; it is no Word document, or a damaged one")
    }
    let source = DOCXSource(archive, options, control)
    var metadata = DOCXProperties.metadata(
      try archive.tree(root.first("core-properties")?.target ?? "docProps/core.xml"))
    let custom = DOCXProperties.custom(
      try archive.tree(root.first("custom-properties")?.target ?? "docProps/custom.xml"))
    DOCXProperties.apply(custom, to: &metadata)
    try source.open(main, metadata.language)
    var body = DOCXBodyReader(source)
    try archive.read(main, XMLChildSplitter(parent: "body") { try body.add($0) })
    if metadata.language == nil { metadata.language = source.language }
    let document = try body.finish(metadata)
    return ImportResult(document, warnings: source.notes.warnings)
  }
}
