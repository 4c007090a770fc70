internal import ByteIO
internal import CommandLineTool
internal import Glibc
internal import TableFormats
internal import Tables

/// An export of tables to a table.
struct TableExport {
  static let splitRows = Option<Int?>("split-rows", .integer(1 ... .max), "Begin a new file after so many rows")
    .grouped(
      "Writing tables")
  static let splitSize = Option<Int?>("split-size", .size(1 ... .max), "Begin a new file after so many bytes").grouped(
    "Writing tables")
  static let schemaFile = Option<String?>(
    "schema-file", .file, "Of XML: write the XML Schema of the output to this file"
  ).grouped("Writing tables")

  static let options: [any CommandOption] =
    TableReading.options + TableWriting.options + [splitRows, splitSize, schemaFile] + TableTransforms.options
    + TableTransforms.joining

  let inputs: [String]
  let context: CommandContext
  private let output: String?
  private let format: TableFormat
  private let wishes: TableWishes
  private let writing: TableFile.WriteOptions
  private let reading: TableFile.ReadOptions

  init(inputs: [String], _ context: CommandContext) throws {
    self.inputs = inputs
    self.context = context
    wishes = TableWishes(context)
    output = context[ExportCommand.outputs].last.flatMap { $0 == "-" ? nil : $0 }
    let wanted = try Self.format(context[ExportCommand.to], "--to")
    let named = output.flatMap { TableFormat.named($0) }
    guard let format = wanted ?? named ?? (output == nil ? .csv : nil) else {
      throw CommandFailure(
        code: "unknown-format", "the name '\(output ?? "")' does not tell a format",
        hint: "Say it with --to; known are \(Self.known).")
    }
    self.format = format
    if output == nil, format == .parquet || format == .xlsx, context.terminal.output.isTerminal {
      throw CommandFailure(
        code: "binary-output", "\(format.rawValue) is not for a terminal", hint: "Name a file with --output.")
    }
    do {
      reading = try Self.reading(context)
      writing = try Self.writing(format, wishes, context)
    } catch { throw TableFailure.of(error) }
  }

  static let known = TableFormat.allCases.map(\.rawValue).joined(separator: ", ")

  static func format(_ name: String?, _ option: String) throws(CommandFailure) -> TableFormat? {
    guard let name else { return nil }
    if let format = TableFormat(rawValue: name.lowercased()) { return format }
    throw CommandFailure(
      code: "unknown-format", "\(option) \(name) is no format of tables", hint: "Known are \(known).")
  }

  /// How the inputs are read; one that is a document tells its own format.
  static func reading(_ context: CommandContext) throws -> TableFile.ReadOptions {
    let name = context[ExportCommand.from]
    let isDocument =
      name.map { TableFormat(rawValue: $0.lowercased()) == nil && DocumentTables.format(named: $0) != nil } ?? false
    return try TableReading.options(TableWishes(context), format: isDocument ? nil : format(name, "--from"))
  }

  private static func writing(
    _ format: TableFormat, _ wishes: TableWishes, _ context: CommandContext
  ) throws -> TableFile.WriteOptions {
    var options = try TableWriting.options(format, wishes, title: wishes[DocumentExport.title])
    let rows = try wishes[splitRows]
    let bytes = try wishes[splitSize]
    if rows != nil || bytes != nil {
      guard context[ExportCommand.outputs].last.map({ $0 != "-" }) ?? false else {
        throw TableFault(
          rows == nil ? splitSize : splitRows, "standard output cannot be split; name a file with --output")
      }
      options.split = .init(rows: rows, bytes: bytes)
    }
    if wishes.isAsked(schemaFile), format != .xml {
      throw TableFault(schemaFile, "an XML Schema is of XML; the output is \(format.rawValue)")
    }
    return options
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
    let readers = try inputs.flatMap {
      try TableInput.open($0, from: context[ExportCommand.from], reading, wishes, isBook: isBook, control: control)
    }
    let sources = try TableTransforms.apply(readers, wishes, isBook: isBook) { try TableInput.one($0, wishes) }
    let writer = try makeWriter()
    for source in sources { try writer.write(source, control: control) }
    let report = try writer.finish()
    if let path = context[Self.schemaFile], let schema = sources.first?.schema {
      let sink = try FileSink(path: path)
      try sink.write(Array(XMLTableSchema.text(schema, writing.xml).utf8))
      try sink.finish()
    }
    let warnings = readers.compactMap { TableInput.warnings($0) }
    return ExportResult(
      files: report.files.isEmpty ? output.map { [$0] } ?? [] : report.files, tables: report.tables, rows: report.rows,
      bytes: report.bytes, notes: report.notes, warnings: warnings.flatMap { $0.first.prefix(10).map(\.description) },
      warningCount: warnings.reduce(0) { $0 + $1.count })
  }

  /// Whether several tables stay apart.
  private var isBook: Bool {
    format == .xlsx && !context[TableTransforms.append] && context[TableTransforms.origin] == nil
  }

  private func makeWriter() throws -> any TableWriter {
    if let output { return try TableFile.writer(output, writing) }
    let sink = DescriptorSink(STDOUT_FILENO)
    return try TableFile.writer(
      try writing.outside.map { try CompressingSink(sink, $0) } ?? sink, format, writing)
  }
}
