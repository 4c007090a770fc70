internal import ByteIO
internal import Exports
internal import TableFormats
internal import Tables

/// Fits the table engine to exports: rows in one format, the same rows in another.
struct TableEngine: ExportEngine {
  let version = "tables-1"
  let options: [String]? = []

  var formats: [ExportFormat] {
    TableFormat.allCases.map { format in
      ExportFormat(
        name: format.rawValue, title: format.rawValue.uppercased(), mediaType: Self.mediaType(format),
        fileExtension: format.rawValue, documentTypes: ["table"])
    }
  }

  private static func mediaType(_ format: TableFormat) -> String {
    mediaTypes[format.rawValue] ?? "application/octet-stream"
  }

  private static let mediaTypes = [
    "csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8", "json": "application/json",
    "ndjson": "application/x-ndjson", "xml": "application/xml", "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    guard request.attachments.isEmpty else {
      throw JobError("attachment_refused", "Nothing goes with a table. Send each file as an export of its own.")
    }
    guard request.data == nil else {
      throw JobError("template_unknown", "A table is no template. Leave 'data' out, or send a document.")
    }
    do {
      let source = try TableContent.open(request.content, type: request.contentType)
      // The first rows show most of what can be wrong; the others are judged when they are written.
      _ = try source.next()
      return []
    } catch {
      throw TableContent.failure(error) as? JobError ?? JobError("content_unreadable", "The table cannot be read.")
    }
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    guard let format = TableFormat(rawValue: request.format) else {
      throw JobError("format_unknown", "'\(request.format)' is no format of tables.")
    }
    do {
      let source = try TableContent.open(request.content, type: request.contentType)
      let writer = try TableFile.writer(sink, format)
      try writer.begin(source.schema)
      var rows = 0
      while let chunk = try source.next() {
        try writer.write(chunk)
        rows += chunk.count
        try checkpoint.progress(0.5, step: "writing rows", done: rows)
      }
      let report = try writer.finish()
      return RenderReport(warnings: report.notes.map { JobWarning(.info, "table", $0) })
    } catch { throw TableContent.failure(error) }
  }
}
