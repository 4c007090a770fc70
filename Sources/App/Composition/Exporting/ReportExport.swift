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
  static let sections = Option<String?>(
    "sections", .nonEmptyString, "Columns whose values open a section each: 'country, city'"
  ).grouped("Reports of tables")
  static let totals = Option<String?>(
    "totals", .nonEmptyString, "Rows below each section and at the end: 'sum(amount), mean(price), count()'"
  ).grouped("Reports of tables")
  static let charts = Option<[String]>(
    repeated: "chart", .nonEmptyString, "A chart, in XLSX too: 'column: sum(amount) by city'"
  ).grouped("Reports of tables")
  static let formats = Option<[String]>(
    repeated: "column-format", .nonEmptyString, "How a column is shown, in XLSX too: 'amount=#,##0.00'"
  ).grouped("Reports of tables")

  static let options: [any CommandOption] = [sections, totals, charts, formats]

  let inputs: [String]
  let context: CommandContext
  private let output: String?
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
    reading = try TableExport.reading(context)
    report = try Self.report(context)
    if output == nil, format != .html, format != .markdown, format != .text, format != .latex,
      context.terminal.output.isTerminal
    {
      throw CommandFailure(
        code: "binary-output", "\(format.title) is not for a terminal", hint: "Name a file with --output.")
    }
  }

  private static func report(_ context: CommandContext) throws -> ReportOptions {
    var report = ReportOptions()
    report.title = context[DocumentExport.title]
    report.language = context[DocumentExport.language]
    report.theme = context[DocumentExport.theme].flatMap { Theme(named: $0) }
    report.quality = context[DocumentExport.quality].flatMap { Quality(rawValue: $0.lowercased()) }
    report.formats = try columnFormats(context)
    report.sections = context[sections].map { TableTransforms.names($0) } ?? []
    report.totals = context[totals]
    do { report.charts = try context[charts].map { try ReportChart($0) } } catch { throw TableFailure.of(error) }
    report.resources = TableTransforms.resources(context)
    return report
  }

  /// `amount=#,##0.00`, once for each column.
  static func columnFormats(_ context: CommandContext) throws(CommandFailure) -> [String: String] {
    var formats: [String: String] = [:]
    for text in context[Self.formats] {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex, text.index(after: sign) < text.endIndex else {
        throw CommandFailure(code: "usage", "--column-format is such as 'amount=#,##0.00', not '\(text)'")
      }
      formats[TableTransforms.names(String(text[..<sign])).first ?? ""] = String(text[text.index(after: sign)...])
    }
    return formats
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
    let readers = try inputs.map { try TableInput.open($0, reading) }
    guard let first = readers.first else { throw CommandFailure(code: "usage", "INPUT is missing") }
    let origin = context[TableExport.origin]
    let all =
      readers.count > 1 || origin != nil
      ? try first.appending(Array(readers.dropFirst()), origin: origin) : first
    let table = try TableTransforms.apply(all, context)
    let sink: any ByteSink
    if let output { sink = try FileSink(path: output, durability: .fast) } else { sink = DescriptorSink(STDOUT_FILENO) }
    let result = try TableReport.write(table, as: format, to: sink, report, control: control)
    try sink.finish()
    return result
  }
}
