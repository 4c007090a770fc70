public import Documents

/// Reads HTML: what means something to a document; scripts, styles and forms are left out. Nothing is fetched.
public struct HTMLReader: DocumentReader {
  public let format = DocumentFormat.html

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    var (text, warnings) = try SourceText.decode(bytes, limits: options.limits)
    let tree = try text.withUTF8 { source in
      try HTMLTree(source) { try control.checkpoint(.reading, done: $0, of: source.count) }
    }
    var document = Document(resources: options.resources)
    var conversion = HTMLConversion(tree, resources: options.resources, limits: options.limits)
    conversion.readHead(into: &document)
    document.blocks = conversion.body()
    document.resources = conversion.resources
    warnings += conversion.notes.warnings
    return ImportResult(document, warnings: warnings)
  }
}
