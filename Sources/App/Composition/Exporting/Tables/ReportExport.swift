internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import Glibc
internal import JSON
internal import TableFormats
internal import TableReports
internal import Tables

/// `export-ia export` of tables to documents: reports with sections, totals and charts.
struct ReportExport {
  let inputs: [String]
  let context: CommandContext
  private let output: String?
  private let wishes: TableWishes
  private let format: DocumentFormat
  private let reading: TableFile.ReadOptions
  private let report: ReportOptions

  /// Nil where the output is no document.
  init?(inputs: [String], _ context: CommandContext) throws {
    let path = context[ExportCommand.outputs].last.flatMap { $0 == "-" ? nil : $0 }
    let name = context[ExportCommand.to] ?? path.flatMap { FileNames.ending($0) }
    guard let name, TableFormat(rawValue: name.lowercased()) == nil,
      path.flatMap({ TableFormat.named($0) }) == nil
        || context[ExportCommand.to] != nil, let format = DocumentFormat(named: name),
      FormatRegistry.standard.writable.contains(format)
    else { return nil }
    self.inputs = inputs
    self.context = context
    self.format = format
    output = path
    wishes = TableWishes(context)
    do {
      reading = try TableExport.reading(context)
      report = try ReportWishes.report(wishes)
    } catch { throw TableFailure.of(error) }
    if output == nil, format != .html, format != .markdown, format != .text, format != .latex,
      context.terminal.output.isTerminal
    {
      throw CommandFailure(
        code: "binary-output", "\(format.title) is not for a terminal", hint: "Name a file with --output.")
    }
  }

  /// Runs on a thread of its own: reading and writing block.
  func run() async throws {
    let bar = context.terminal.errors.isTerminal ? context.progress("Exporting", total: nil) : nil
    let control = ExportControl { progress in bar?.set(progress.done) }
    let result = try await withTaskCancellationHandler {
      defer { bar?.finish() }
      do { return try export(control) } catch let error as DocumentError where error.code == .cancelled {
        throw CancellationError()
      } catch let error as DocumentError {
        throw CommandFailure(code: error.code.rawValue, "\(error)")
      } catch { throw TableFailure.of(error) }
    } onCancel: {
      control.cancel()
    }
    guard let output else { return }
    let conversion = ConversionResult(
      path: output, format: format.rawValue, bytes: result.bytes,
      summary: result.pages.map { "\($0) page\($0 == 1 ? "" : "s")" } ?? format.title,
      warnings: result.warnings.map(\.description), losses: result.losses.map(\.description))
    if context.isJSON { return context.printJSON(["files": .array([conversion.json])]) }
    context.remark("\(output): \(conversion.summary), \(result.bytes) bytes")
    for warning in conversion.warnings { context.remark("warning: \(warning)") }
    for loss in conversion.losses { context.remark("\(format.title) cannot hold \(loss)") }
  }

  private func export(_ control: ExportControl) throws -> ExportReport {
    let readers = try inputs.flatMap {
      try TableInput.open($0, from: context[ExportCommand.from], reading, wishes, isBook: false)
    }
    let tables = try TableTransforms.apply(readers, wishes, isBook: false) { try TableInput.one($0, wishes) }
    guard let table = tables.first else { throw CommandFailure(code: "usage", "INPUT is missing") }
    try ReportWishes.check(report, table.schema)
    let sink: any ByteSink
    if let output { sink = try FileSink(path: output, durability: .fast) } else { sink = DescriptorSink(STDOUT_FILENO) }
    let result = try TableReport.write(table, as: format, to: sink, report, control: control)
    try sink.finish()
    return result
  }
}
