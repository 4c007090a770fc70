internal import CommandLineTool
internal import Documents
internal import TableReports
internal import Tables

/// The options of reports.
enum ReportWishes {
  static let sections = Option<String?>(
    "sections", .nonEmptyString, "Columns whose values open a section each: 'country, city'"
  ).grouped(heading)
  static let totals = Option<String?>(
    "totals", .nonEmptyString, "Rows below each section and at the end: 'sum(amount), mean(price), count()'"
  ).grouped(heading)
  static let charts = Option<[String]>(
    repeated: "chart", .nonEmptyString, "A chart, in XLSX too: 'column: sum(amount) by city'"
  ).grouped(heading)
  static let formats = Option<[String]>(
    repeated: "column-format", .nonEmptyString, "How a column is shown, in XLSX too: 'amount=#,##0.00'"
  ).grouped(heading)

  private static let heading = "Reports of tables"
  static let options: [any CommandOption] = [sections, totals, charts, formats]

  static func report(_ wishes: TableWishes) throws -> ReportOptions {
    var report = ReportOptions()
    report.title = try wishes[DocumentExport.title]
    report.language = try wishes[DocumentExport.language]
    report.theme = try wishes[DocumentExport.theme].flatMap { Theme(named: $0) }
    report.quality = try wishes[DocumentExport.quality].flatMap { Quality(rawValue: $0.lowercased()) }
    report.formats = try columnFormats(wishes)
    report.sections = try wishes[sections].map { ColumnNames.list($0) } ?? []
    report.totals = try wishes[totals]
    report.charts = try wishes[charts].map { text in try TableFault.of(charts) { try ReportChart(text) } }
    report.resources = try TableTransforms.resources(wishes)
    return report
  }

  /// `amount=#,##0.00`, once for each column.
  static func columnFormats(_ wishes: TableWishes) throws -> [String: String] {
    var found: [String: String] = [:]
    for text in try wishes[formats] {
      guard let (name, format) = ColumnNames.pair(text) else {
        throw TableFault(formats, "a format is such as 'amount=#,##0.00', not '\(text.prefix(100))'")
      }
      found[name] = format
    }
    return found
  }

  /// What of these has no place in the table.
  static func check(_ report: ReportOptions, _ schema: TableSchema) throws {
    try TableFault.of(formats) { for name in report.formats.keys.sorted() { _ = try schema.requireIndex(of: name) } }
    try TableFault.of(sections) { for name in report.sections { _ = try schema.requireIndex(of: name) } }
    if let list = report.totals { try TableFault.of(totals) { _ = try TableTotals(list, of: schema) } }
  }
}
