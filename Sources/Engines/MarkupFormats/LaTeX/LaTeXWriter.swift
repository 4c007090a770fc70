public import ByteIO
public import Documents

/// Writes LaTeX for XeLaTeX and LuaLaTeX. Pictures are named; they must stand beside the file.
public struct LaTeXWriter: DocumentWriter {
  public let format = DocumentFormat.latex

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    let composed = document.composed()
    let output = TextOutput(sink)
    var rendering = LaTeXRendering(composed, output, options)
    rendering.writePreamble()
    for (index, block) in composed.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: composed.blocks.count)
      rendering.write(block)
      try output.passOn()
    }
    output.write("\\end{document}\n")
    try output.flush()
    return ExportReport(
      format: .latex, words: document.wordCount, bytes: output.bytes, warnings: rendering.notes.warnings,
      losses: rendering.notes.losses)
  }
}
