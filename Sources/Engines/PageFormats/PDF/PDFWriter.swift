public import ByteIO
public import Documents

/// Writes PDF 1.7: tagged, with PDF/A-2a (3a where files are attached) and PDF/UA-1 in one file.
public struct PDFWriter: DocumentWriter {
  public let format = DocumentFormat.pdf

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try ShaperPool.shared.with { shaper in
      let composition = try PDFComposition(document, sink, options, shaper)
      return try composition.run(control)
    }
  }
}
