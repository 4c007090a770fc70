internal import ByteIO
internal import CommandLineTool
internal import Exports
internal import TableFormats
internal import Tables

/// Fits the table engine to exports: rows in one format, the same rows in another.
struct TableEngine: ExportEngine {
  let version = "tables-2"
  var options: [String]? { TableWishes.members(Self.declared) }

  /// Those of reports are refused by name.
  private static let declared: [any CommandOption] =
    TableReading.options + TableTransforms.requested + TableWriting.options + ReportWishes.options

  var formats: [ExportFormat] {
    TableFormat.allCases.map { format in
      ExportFormat(
        name: format.rawValue, title: format.rawValue.uppercased(), mediaType: Self.mediaType(format),
        fileExtension: format.rawValue, documentTypes: ["table"])
    }
  }

  private static func mediaType(_ format: TableFormat) -> String {
    switch format {
    case .csv: "text/csv; charset=utf-8"
    case .tsv: "text/tab-separated-values; charset=utf-8"
    case .json: "application/json"
    case .ndjson: "application/x-ndjson"
    case .geojson: "application/geo+json"
    case .xml: "application/xml"
    case .parquet: "application/vnd.apache.parquet"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }

  func starter(for documentType: String) -> ExportStarter? {
    guard documentType == "table" else { return nil }
    return ExportStarter(
      title: "Table",
      content: """
        day,city,article,quantity,price
        2026-03-02,Cork,Counter,1,2480.00
        2026-03-02,Bath,Shelf,6,145.50
        2026-03-05,Cork,Shelf,2,145.50
        2026-03-09,Kinsale,Table,4,390.00

        """, contentType: "text/csv")
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    do {
      let format = try Self.format(request)
      let table = try TableRequest(request, Self.declared, isBook: format == .xlsx, isJudgedWhole: false)
      _ = try TableWriting.options(format, table.wishes, title: request.title)
      try table.check()
      return []
    } catch {
      throw TableContent.failure(error) as? JobError ?? JobError("content_unreadable", "The table cannot be read.")
    }
  }

  private static func format(_ request: RenderRequest) throws(JobError) -> TableFormat {
    guard let format = TableFormat(rawValue: request.format) else {
      throw JobError("format_unknown", "'\(request.format)' is no format of tables.")
    }
    return format
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    do {
      let format = try Self.format(request)
      let table = try TableRequest(request, Self.declared, isBook: format == .xlsx, isJudgedWhole: true)
      let writing = try TableWriting.options(format, table.wishes, title: request.title)
      let writer = try TableFile.writer(
        try writing.outside.map { try CompressingSink(sink, $0) } ?? sink, format, writing)
      var rows = 0
      for source in table.tables {
        try writer.begin(source.schema)
        while let chunk = try source.next() {
          try writer.write(chunk)
          rows += chunk.count
          try checkpoint.progress(0.5, step: "writing rows", done: rows)
        }
      }
      let report = try writer.finish()
      return RenderReport(warnings: table.warnings + report.notes.map { JobWarning(.info, "table", $0) })
    } catch { throw TableContent.failure(error) }
  }
}
