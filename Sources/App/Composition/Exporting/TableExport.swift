internal import ByteIO
internal import CommandLineTool
internal import Glibc
internal import TableFormats
internal import TableReports
internal import Tables

/// An export of tables to a table.
struct TableExport {
  enum CompressionChoice: String, CaseIterable, Sendable {
    case none, gzip, zstd, snappy, fast, small
  }

  static let compression = Option<CompressionChoice?>(
    "compression", .choice, "none, gzip or zstd around text; also snappy in Parquet; fast or small for XLSX")
  static let sheet = Option<String?>("sheet", .nonEmptyString, "The sheet to read; the first without it")
  static let rowPath = Option<String?>("row-path", .nonEmptyString, "Of XML: the names from the root to the rows")
  static let lenient = Option<Bool>(flag: "lenient", "Go on at values that do not fit, with a warning each")
  static let delimiter = Option<String?>("delimiter", .nonEmptyString, "What stands between the columns of CSV")
  static let byteOrderMark = Option<Bool>(flag: "bom", "Begin CSV with a byte order mark, as Excel likes it")
  static let unguarded = Option<Bool>(
    flag: "no-formula-guard", "Write texts that a spreadsheet would run as formulas as they are")
  static let splitRows = Option<Int?>("split-rows", .integer(1 ... .max), "Begin a new file after so many rows")
  static let splitSize = Option<Int?>("split-size", .size(1 ... .max), "Begin a new file after so many bytes")

  static let append = Option<Bool>(
    flag: "append", "Put several inputs below each other in one table; a workbook has sheets of them otherwise")
  static let origin = Option<String?>(
    "origin", .nonEmptyString, "With several inputs in one table: a column of this name says where a row is from")
  static let bloom = Option<String?>(
    "bloom-filter", .nonEmptyString, "Of Parquet: columns that get a bloom filter, 'id, city'")

  static let tableStyle = Option<String?>(
    "table-style", .nonEmptyString, "Of XLSX: make it a table in this style, as TableStyleMedium2")

  static let unnamedCells = Option<Bool>(
    flag: "no-cell-references", "Of XLSX: leave out the names of cells, for a file a third smaller")

  static let options: [any CommandOption] =
    [
      compression, sheet, rowPath, lenient, delimiter, byteOrderMark, unguarded, splitRows, splitSize, append, origin,
      bloom, tableStyle, unnamedCells,
    ]
    + TableTransforms.options

  let inputs: [String]
  let context: CommandContext
  private let output: String?
  private let format: TableFormat
  private let writing: TableFile.WriteOptions
  private let reading: TableFile.ReadOptions

  init(inputs: [String], _ context: CommandContext) throws(CommandFailure) {
    self.inputs = inputs
    self.context = context
    output = context[ExportCommand.outputs].last.flatMap { $0 == "-" ? nil : $0 }
    let wanted = try Self.format(context[ExportCommand.to], "--to")
    let named = output.flatMap { TableFormat.named($0) }
    guard let format = wanted ?? named ?? (output == nil ? .csv : nil) else {
      throw CommandFailure(
        code: "unknown-format", "the name '\(output ?? "")' does not tell a format",
        hint: "Say it with --to; known are \(Self.known).")
    }
    self.format = format
    if context[Self.bloom] != nil, format != .parquet {
      throw CommandFailure(code: "usage", "--bloom-filter is of Parquet; the output is \(format.rawValue)")
    }
    if output == nil, format == .parquet || format == .xlsx, context.terminal.output.isTerminal {
      throw CommandFailure(
        code: "binary-output", "\(format.rawValue) is not for a terminal", hint: "Name a file with --output.")
    }
    reading = try Self.reading(context)
    writing = try Self.writing(format, context)
  }

  static let known = TableFormat.allCases.map(\.rawValue).joined(separator: ", ")

  static func format(_ name: String?, _ option: String) throws(CommandFailure) -> TableFormat? {
    guard let name else { return nil }
    if let format = TableFormat(rawValue: name.lowercased()) { return format }
    throw CommandFailure(
      code: "unknown-format", "\(option) \(name) is no format of tables", hint: "Known are \(known).")
  }

  static func reading(_ context: CommandContext) throws(CommandFailure) -> TableFile.ReadOptions {
    var options = TableFile.ReadOptions()
    options.format = try format(context[ExportCommand.from], "--from")
    options.isLenient = context[lenient]
    options.sheet = context[sheet]
    options.rowPath = context[rowPath]
    return options
  }

  private static func writing(
    _ format: TableFormat, _ context: CommandContext
  ) throws(CommandFailure) -> TableFile.WriteOptions {
    var options = TableFile.WriteOptions()
    options.format = format
    options.csv.hasByteOrderMark = context[byteOrderMark]
    options.csv.guardsFormulas = !context[unguarded]
    if let text = context[delimiter] {
      guard let byte = text == "\\t" ? 9 : text.utf8.first, text == "\\t" || text.utf8.count == 1 else {
        throw CommandFailure(code: "usage", "a delimiter is one character, or \\t for a tab")
      }
      options.csv.delimiter = byte
    }
    if context[splitRows] != nil || context[splitSize] != nil {
      guard context[ExportCommand.outputs].last.map({ $0 != "-" }) ?? false else {
        throw CommandFailure(code: "usage", "standard output cannot be split; name a file with --output")
      }
      options.split = .init(rows: context[splitRows], bytes: context[splitSize])
    }
    if format == .xlsx {
      options.xlsx.omitsReferences = context[unnamedCells]
      options.xlsx.sheet.tableStyle = context[tableStyle]
      options.xlsx.sheet.numberFormats = try ReportExport.columnFormats(context)
      for text in context[ReportExport.charts] { options.xlsx.sheet.charts.append(try sheetChart(text)) }
      options.xlsx.properties.title = context[DocumentExport.title]
    } else if context[tableStyle] != nil || !context[ReportExport.charts].isEmpty
      || !context[ReportExport.formats].isEmpty
    {
      throw CommandFailure(
        code: "usage", "\(format.rawValue) holds values only, no charts, styles and formats of columns")
    }
    if let names = context[bloom] {
      options.parquet.bloomFilterColumns = Set(TableTransforms.names(names))
    }
    guard let choice = context[compression] else { return options }
    switch (format, choice) {
    case (.parquet, .none): options.parquet.codec = .none
    case (.parquet, .gzip): options.parquet.codec = .gzip
    case (.parquet, .zstd): options.parquet.codec = .zstd
    case (.parquet, .snappy): options.parquet.codec = .snappy
    case (.xlsx, .fast): options.xlsx.speed = .fast
    case (.xlsx, .small): options.xlsx.speed = .small
    case (.csv, .gzip), (.tsv, .gzip), (.json, .gzip), (.ndjson, .gzip), (.xml, .gzip): options.outside = .gzip
    case (.csv, .zstd), (.tsv, .zstd), (.json, .zstd), (.ndjson, .zstd), (.xml, .zstd): options.outside = .zstd
    case (.csv, .none), (.tsv, .none), (.json, .none), (.ndjson, .none), (.xml, .none): break
    default:
      throw CommandFailure(code: "usage", "\(format.rawValue) is not compressed with \(choice.rawValue)")
    }
    return options
  }

  /// A chart of a sheet draws the table's own columns.
  private static func sheetChart(_ text: String) throws(CommandFailure) -> XLSXSheet.Chart {
    let chart: ReportChart
    do { chart = try ReportChart(text) } catch { throw CommandFailure(code: error.code.rawValue, error.description) }
    guard !TableSummary.isMeant(by: chart.values), let kind = XLSXSheet.Chart.Kind(rawValue: chart.kind.rawValue) else {
      throw CommandFailure(
        code: "usage", "a chart of a workbook shows columns; '\(chart.values)' is computed",
        hint: "Group first: --group city --select 'city, sum(amount) as total' --chart 'column: total by city'.")
    }
    let categories = TableTransforms.names(chart.categories).first ?? ""
    return XLSXSheet.Chart(
      kind, title: "\(chart.values) by \(chart.categories)", categories: categories,
      series: TableTransforms.names(chart.values))
  }

  /// Runs on a thread of its own: reading and writing block.
  func run() async throws -> ExportResult {
    let bar = context.terminal.errors.isTerminal ? context.progress("Exporting", total: nil) : nil
    let control = TableControl { progress in bar?.set(progress.rows) }
    return try await withTaskCancellationHandler {
      defer { bar?.finish() }
      do { return try export(control) } catch { throw TableFailure.of(error) }
    } onCancel: {
      control.cancel()
    }
  }

  private func export(_ control: TableControl) throws -> ExportResult {
    // Opened first, so that a mistake in the input leaves no output behind.
    let readers = try inputs.map { try TableInput.open($0, reading, control: control) }
    let sources = try tables(readers)
    let writer = try makeWriter()
    for source in sources { try writer.write(source, control: control) }
    let report = try writer.finish()
    let warnings = readers.compactMap { TableInput.warnings($0) }
    return ExportResult(
      files: report.files.isEmpty ? output.map { [$0] } ?? [] : report.files, tables: report.tables, rows: report.rows,
      bytes: report.bytes, notes: report.notes, warnings: warnings.flatMap { $0.first.prefix(10).map(\.description) },
      warningCount: warnings.reduce(0) { $0 + $1.count })
  }

  /// What is written: a table of each input, or one of all.
  private func tables(_ readers: [any TableSource]) throws -> [any TableSource] {
    let isOne = format != .xlsx || context[Self.append] || context[Self.origin] != nil
    guard isOne, let first = readers.first, readers.count > 1 || context[Self.origin] != nil else {
      return try readers.map { try TableTransforms.apply($0, context) }
    }
    let all = try first.appending(Array(readers.dropFirst()), origin: context[Self.origin])
    return [try TableTransforms.apply(all, context)]
  }

  private func makeWriter() throws -> any TableWriter {
    if let output { return try TableFile.writer(output, writing) }
    let sink = DescriptorSink(STDOUT_FILENO)
    return try TableFile.writer(
      try writing.outside.map { try CompressingSink(sink, $0) } ?? sink, format, writing)
  }
}
