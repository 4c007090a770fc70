public import ByteIO
public import Documents

/// Writes PDF 1.7: tagged, with PDF/A-2a (3a where files are attached) and PDF/UA-1 in one file.
public struct PDFWriter: StreamedDocumentWriter {
  public let format = DocumentFormat.pdf

  private let memory: SectionMemory?

  /// - Parameter memory: shared by the exports of a document that changes a little each time.
  public init(memory: SectionMemory? = nil) {
    self.memory = memory
  }

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let composed = document.composed()
    if let memory {
      return try memory.with { store in
        let pages = try PageNumbers.told(in: composed, options, store.shaper)
        return try PDFComposition(composed, sink, options, store.shaper, store: store, knownPages: pages).run(control)
      }
    }
    return try ShaperPool.shared.with { shaper in
      let pages = try PageNumbers.told(in: composed, options, shaper)
      let composition = try PDFComposition(composed, sink, options, shaper, knownPages: pages)
      return try composition.run(control)
    }
  }

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl,
    body: (any DocumentStream) throws -> Void
  ) throws -> ExportReport {
    try ShaperPool.shared.with { shaper in
      let composition = try PDFComposition(document, sink, options, shaper)
      return try withoutActuallyEscaping(body) { try composition.run(control, body: $0) }
    }
  }
}
