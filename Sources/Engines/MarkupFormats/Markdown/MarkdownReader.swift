public import Documents

/// Reads Markdown: CommonMark, GitHub's additions, and those of `MarkdownDialect`.
public struct MarkdownReader: DocumentReader {
  public let format = DocumentFormat.markdown
  public var dialect: MarkdownDialect

  public init(dialect: MarkdownDialect = .full) {
    self.dialect = dialect
  }

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    let (text, warnings) = try SourceText.decode(bytes, limits: options.limits)
    var document = Document(resources: options.resources)
    var notes = ExportNotes()
    for warning in warnings { notes.warn(warning.code, warning.message) }
    var source = text
    document.blocks = try source.withUTF8 { text in
      var start = 0
      var line = 0
      if dialect.contains(.frontMatter), let front = try FrontMatter.read(text) {
        try DocumentSettings.apply(front.value, to: &document, isLenient: true)
        (start, line) = (front.end, front.lines)
      }
      return try blocks(of: text, from: start, line: line, &document, options, control, &notes)
    }
    return ImportResult(document, warnings: notes.warnings)
  }

  /// The blocks of a piece of Markdown inside another document.
  func blocks(
    of text: String, in document: inout Document, _ options: ImportOptions, _ notes: inout ExportNotes
  ) throws -> [Block] {
    var text = text
    return try text.withUTF8 {
      try blocks(of: $0, from: 0, line: 0, &document, options, ExportControl(), &notes)
    }
  }

  private func blocks(
    of text: UnsafeBufferPointer<UInt8>, from start: Int, line: Int, _ document: inout Document,
    _ options: ImportOptions, _ control: ExportControl, _ notes: inout ExportNotes
  ) throws -> [Block] {
    var structure = MarkdownBlocks(text, dialect: dialect, maximumDepth: options.limits.depth)
    try structure.parse(from: start, line: line) { position in
      try control.checkpoint(.reading, done: position, of: text.count * 2)
    }
    var conversion = MarkdownConversion(structure, document, options)
    let blocks = try conversion.convert { part in
      try control.checkpoint(.reading, done: text.count + part, of: text.count * 2)
    }
    document = conversion.document
    for warning in conversion.notes.warnings { notes.warn(warning.code, warning.message, at: warning.location) }
    return blocks
  }
}
