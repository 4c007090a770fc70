internal import CommandLineTool
internal import TableFormats
internal import TableReports
internal import Tables

/// The options that say how tables are written.
enum TableWriting {
  enum Compression: String, CaseIterable, Sendable {
    case none, gzip, zstd, snappy, fast, small
  }

  static let compression = Option<Compression?>(
    "compression", .choice, "none, gzip or zstd around text; also snappy in Parquet; fast or small for XLSX"
  ).grouped(heading)
  static let delimiter = Option<String?>("delimiter", .nonEmptyString, "What stands between the columns of CSV")
    .grouped(heading)
  static let byteOrderMark = Option<Bool>(flag: "bom", "Begin CSV with a byte order mark, as Excel likes it").grouped(
    heading)
  static let headless = Option<Bool>(flag: "no-header", "Leave out the row with the names of the columns of CSV")
    .grouped(heading)
  static let nullText = Option<String?>("null-text", .string, "What stands for a missing value in CSV; nothing without")
    .grouped(heading)
  static let unguarded = Option<Bool>(
    flag: "no-formula-guard", "Write texts that a spreadsheet would run as formulas as they are"
  ).grouped(heading)
  static let bloom = Option<String?>(
    "bloom-filter", .nonEmptyString, "Of Parquet: columns that get a bloom filter, 'id, city'"
  ).grouped(heading)
  static let tableStyle = Option<String?>(
    "table-style", .nonEmptyString, "Of XLSX: make it a table in this style, as TableStyleMedium2"
  ).grouped(heading)
  static let unnamedCells = Option<Bool>(
    flag: "no-cell-references", "Of XLSX: leave out the names of cells, for a file a third smaller"
  ).grouped(heading)

  private static let heading = "Writing tables"
  static let options: [any CommandOption] = [
    compression, delimiter, byteOrderMark, headless, nullText, unguarded, bloom, tableStyle, unnamedCells,
  ]

  /// What a format has no place for is refused rather than left out.
  static func options(_ format: TableFormat, _ wishes: TableWishes, title: String?) throws -> TableFile.WriteOptions {
    try check(format, wishes)
    var options = TableFile.WriteOptions()
    options.format = format
    options.csv.hasByteOrderMark = try wishes[byteOrderMark]
    options.csv.guardsFormulas = try !wishes[unguarded]
    options.csv.hasHeader = try !wishes[headless]
    options.csv.nullText = try wishes[nullText] ?? ""
    if let byte = try TableReading.byte(wishes[delimiter], delimiter) { options.csv.delimiter = byte }
    if format == .xlsx {
      options.xlsx.omitsReferences = try wishes[unnamedCells]
      options.xlsx.sheet.tableStyle = try wishes[tableStyle]
      options.xlsx.sheet.numberFormats = try ReportWishes.columnFormats(wishes)
      options.xlsx.sheet.charts = try wishes[ReportWishes.charts].map(sheetChart)
      options.xlsx.properties.title = title
    }
    if let names = try wishes[bloom] { options.parquet.bloomFilterColumns = Set(ColumnNames.list(names)) }
    if let choice = try wishes[compression] { try compress(choice, format, &options) }
    return options
  }

  private static func check(_ format: TableFormat, _ wishes: TableWishes) throws {
    let places: [(options: [any CommandOption], formats: [TableFormat])] = [
      ([delimiter], [.csv]), ([byteOrderMark, headless, nullText, unguarded], [.csv, .tsv]), ([bloom], [.parquet]),
      ([tableStyle, unnamedCells], [.xlsx]),
    ]
    for (options, formats) in places where !formats.contains(format) {
      if let option = options.first(where: wishes.isAsked) {
        let names = formats.map { $0.rawValue.uppercased() }.joined(separator: " and ")
        throw TableFault(option, "this is of \(names); the output is \(format.rawValue)")
      }
    }
    if format != .xlsx, let option = [ReportWishes.charts, ReportWishes.formats].first(where: wishes.isAsked) {
      throw TableFault(option, "\(format.rawValue) holds values only, no charts, styles and formats of columns")
    }
    let ofReports: [any CommandOption] = [ReportWishes.sections, ReportWishes.totals]
    if let option = ofReports.first(where: wishes.isAsked) {
      throw TableFault(option, "this is of reports (PDF, DOCX, HTML …); the output is \(format.rawValue)")
    }
  }

  private static func compress(
    _ choice: Compression, _ format: TableFormat, _ options: inout TableFile.WriteOptions
  ) throws {
    switch (format, choice) {
    case (.parquet, .none): options.parquet.codec = .none
    case (.parquet, .gzip): options.parquet.codec = .gzip
    case (.parquet, .zstd): options.parquet.codec = .zstd
    case (.parquet, .snappy): options.parquet.codec = .snappy
    case (.xlsx, .fast): options.xlsx.speed = .fast
    case (.xlsx, .small): options.xlsx.speed = .small
    case (.parquet, _), (.xlsx, _), (_, .snappy), (_, .fast), (_, .small):
      throw TableFault(compression, "\(format.rawValue) is not compressed with \(choice.rawValue)")
    case (_, .none): break
    case (_, .gzip): options.outside = .gzip
    case (_, .zstd): options.outside = .zstd
    }
  }

  /// A chart of a sheet draws the table's own columns.
  private static func sheetChart(_ text: String) throws -> XLSXSheet.Chart {
    let chart = try TableFault.of(ReportWishes.charts) { try ReportChart(text) }
    guard !TableSummary.isMeant(by: chart.values), let kind = XLSXSheet.Chart.Kind(rawValue: chart.kind.rawValue) else {
      throw TableFault(
        ReportWishes.charts, "a chart of a workbook shows columns; '\(chart.values)' is computed",
        hint: "Group first: group 'city', select 'city, sum(amount) as total', and a chart 'column: total by city'.")
    }
    return XLSXSheet.Chart(
      kind, title: "\(chart.values) by \(chart.categories)",
      categories: ColumnNames.list(chart.categories).first ?? "", series: ColumnNames.list(chart.values))
  }
}
