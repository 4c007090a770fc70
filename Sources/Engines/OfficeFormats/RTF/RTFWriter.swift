public import ByteIO
public import Documents

/// Writes the Rich Text Format, version 1.9, which every word processor opens.
public struct RTFWriter: DocumentWriter {
  public let format = DocumentFormat.rtf

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let counted = CountedSink(sink)
    let composed = document.composed()
    var text = RTFText(composed, to: counted)
    text.writeHead()
    let place = RTFPlace(width: text.width)
    for block in composed.letterhead { try text.block(block, place) }
    text.writeTitle()
    for (index, block) in composed.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: composed.blocks.count)
      try text.block(block, place)
    }
    try text.finish()
    return ExportReport(
      format: .rtf, words: document.wordCount, bytes: counted.count, warnings: text.notes.warnings,
      losses: text.notes.losses)
  }
}
