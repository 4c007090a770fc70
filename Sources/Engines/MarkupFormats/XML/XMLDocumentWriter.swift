public import ByteIO
public import Documents

/// Writes the whole tree of a document as XML; `docs/formats/document.xsd` describes it.
///
/// The elements are the kinds of the JSON form, its members attributes where they are plain.
public struct XMLDocumentWriter: DocumentWriter {
  public let format = DocumentFormat.xml

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    let counting = CountedSink(sink)
    var rendering = XMLDocumentRendering(counting)
    try rendering.write(document, control)
    return ExportReport(format: .xml, words: document.wordCount, bytes: counting.count)
  }
}
