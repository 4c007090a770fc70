public import ByteIO
public import Documents

/// Writes one HTML file that needs nothing else: its style and pictures are inside, no script runs.
///
/// The profile `fragment` writes the content of the body only.
public struct HTMLWriter: DocumentWriter {
  public let format = DocumentFormat.html

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let composed = document.composed()
    let output = TextOutput(sink)
    var rendering = HTMLRendering(composed, output, options, syntax: .html)
    if options.profile == "fragment" {
      try rendering.writeBlocks(composed.blocks, control)
      rendering.writeNotes()
    } else {
      try rendering.writePage(control)
    }
    try output.flush()
    return ExportReport(
      format: .html, words: document.wordCount, bytes: output.bytes, warnings: rendering.notes.warnings,
      losses: rendering.notes.losses)
  }
}
