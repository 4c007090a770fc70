public import ByteIO
public import Documents

/// Writes plain text: paragraphs with empty lines between them, headings underlined, tables in columns.
public struct PlainTextWriter: DocumentWriter {
  public let format = DocumentFormat.text

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    var rendering = PlainTextRendering(document, TextOutput(sink), options)
    try rendering.run(control)
    return rendering.report
  }
}
