internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import Exports
internal import TableFormats
internal import TableReports
internal import Tables

/// Fits reports of tables to exports: rows as a document to be read.
struct ReportEngine: ExportEngine {
  private let registry: FormatRegistry
  private let signer: FileSigner?

  init(_ registry: FormatRegistry = .standard, signer: FileSigner? = nil) {
    self.registry = registry
    self.signer = signer
  }

  /// A file that another signer signed is another file.
  var version: String { "reports-2" + (signer.map { "-" + $0.fingerprint } ?? "") }
  var options: [String]? { TableWishes.members(Self.declared) + ["sign"] }

  private static let declared: [any CommandOption] =
    TableReading.options + TableTransforms.requested + ReportWishes.options + [
      DocumentExport.theme, DocumentExport.language,
    ]

  /// Formats of documents; what tables are written in as tables is left to them.
  var formats: [ExportFormat] {
    registry.writable.filter { TableFormat(rawValue: $0.rawValue) == nil }.map { format in
      ExportFormat(
        name: format.rawValue, title: format.title, mediaType: format.mediaType, fileExtension: format.fileExtension,
        documentTypes: ["table"])
    }
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    try ExportSecurity.check(request, signer)
    do {
      let table = try TableRequest(request, Self.declared, isBook: false, isJudgedWhole: false)
      _ = try Self.report(request, table)
      try table.check()
      return []
    } catch {
      throw TableContent.failure(error) as? JobError ?? JobError("content_unreadable", "The table cannot be read.")
    }
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    guard let format = DocumentFormat(rawValue: request.format) else {
      throw JobError("format_unknown", "'\(request.format)' is no format of documents.")
    }
    let control = ExportControl { progress in
      try checkpoint.progress(
        0.5, step: progress.stage.rawValue, done: progress.done, total: progress.total > 0 ? progress.total : nil)
    }
    do {
      let table = try TableRequest(request, Self.declared, isBook: false, isJudgedWhole: true)
      let (source, options) = try Self.report(request, table)
      var export = ExportOptions()
      ExportSecurity.add(request, signer, to: &export)
      let report = try TableReport.write(
        source, as: format, to: sink, options, export: export, control: control, registry: registry)
      if case .broken(let reason) = report.integrity {
        throw JobError("file_broken", "The file did not pass its own check: \(reason).", isRecoverable: true)
      }
      return RenderReport(
        warnings: table.warnings + report.warnings.map(JobWarning.init) + report.losses.map(JobWarning.init),
        pages: report.pages)
    } catch let error as DocumentError { throw DocumentEngine.failure(error) } catch {
      throw TableContent.failure(error)
    }
  }

  private static func report(
    _ request: RenderRequest, _ table: TableRequest
  ) throws -> (source: any TableSource, options: ReportOptions) {
    guard let source = table.tables.first else { throw JobError("rows_missing", "The content holds no table.") }
    var options = try ReportWishes.report(table.wishes)
    options.title = request.title
    options.quality = Quality(rawValue: request.quality)
    try ReportWishes.check(options, source.schema)
    return (source, options)
  }
}
