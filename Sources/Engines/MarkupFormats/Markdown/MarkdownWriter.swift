public import ByteIO
public import Documents

/// Writes Markdown that `MarkdownReader` reads back to the same document. Settings stand in front as YAML.
public struct MarkdownWriter: DocumentWriter {
  public let format = DocumentFormat.markdown

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    let output = TextOutput(sink)
    var rendering = MarkdownRendering(document, output, options)
    rendering.writeFrontMatter()
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: document.blocks.count)
      rendering.writeTopBlock(block, after: index > 0 ? document.blocks[index - 1] : nil)
      try output.passOn()
    }
    rendering.writeNotes()
    try output.flush()
    return ExportReport(
      format: .markdown, words: document.wordCount, bytes: output.bytes, warnings: rendering.notes.warnings,
      losses: rendering.notes.losses)
  }
}
