public import ByteIO

/// Writes documents in one format.
///
/// A writer is a value without state between exports. The same document and options give the same bytes. It writes in
/// order, holds no more than it must, and leaves the sink unfinished: whoever made the sink finishes it.
public protocol DocumentWriter: Sendable {
  var format: DocumentFormat { get }
  func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport
}

extension DocumentWriter {
  /// The whole file in memory.
  public func bytes(
    _ document: Document, options: ExportOptions = ExportOptions(), control: ExportControl = ExportControl()
  ) throws -> (bytes: [UInt8], report: ExportReport) {
    let sink = MemorySink()
    let report = try write(document, to: sink, options: options, control: control)
    return (sink.bytes, report)
  }
}
