public import ByteIO
public import DocumentFormats
public import Documents
public import Tables

/// A table as a document to be read: PDF, DOCX, ODT, HTML and whatever else documents are written in.
///
///     var options = ReportOptions()
///     options.totals = "sum(amount)"
///     try TableReport.write(table, as: .pdf, to: sink, options)
public enum TableReport {
  /// Writes the report. PDF is written page by page; other formats hold the rows, `heldRows` at most.
  @discardableResult
  public static func write(
    _ source: any TableSource, as format: DocumentFormat, to sink: any ByteSink,
    _ options: ReportOptions = ReportOptions(), export: ExportOptions = ExportOptions(),
    control: ExportControl = ExportControl(), registry: FormatRegistry = .standard
  ) throws -> ExportReport {
    let writer = try registry.writer(for: format)
    let composition = try ReportComposition(source, options)
    let front = composition.front()
    if let streamed = writer as? any StreamedDocumentWriter {
      return try streamed.write(front, to: sink, options: export, control: control) {
        try composition.write(to: $0, limit: .max)
      }
    }
    let collected = CollectedDocument()
    try composition.write(to: collected, limit: options.heldRows)
    var document = front
    document.blocks += collected.blocks
    return try writer.write(document, to: sink, options: export, control: control)
  }
}
