internal import Archives
public import ByteIO
public import Documents

/// Writes EPUB 3.3: a file for each chapter, navigation, pictures, metadata on accessibility.
public struct EPUBWriter: DocumentWriter {
  public let format = DocumentFormat.epub

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let counting = CountedSink(sink)
    var package = EPUBPackage(document, options)
    try package.write(to: counting, control)
    return ExportReport(
      format: .epub, words: document.wordCount, bytes: counting.count, warnings: package.notes.warnings,
      losses: package.notes.losses)
  }
}
