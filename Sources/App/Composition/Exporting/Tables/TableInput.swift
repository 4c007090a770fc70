internal import CommandLineTool
internal import Glibc
internal import TableFormats
internal import TableReports
internal import Tables

/// Opens the table that a word of the command line means.
enum TableInput {
  /// The tables of an input: one, or those of a document.
  ///
  /// - Parameter isBook: the output takes several tables.
  static func open(
    _ input: String, from name: String?, _ options: TableFile.ReadOptions, _ wishes: TableWishes, isBook: Bool,
    control: TableControl? = nil
  ) throws -> [any TableSource] {
    if let format = DocumentTables.format(path: input, named: name) {
      let tables = try DocumentTables.open(
        FileContents.read(input), format, name: input == "-" ? "standard input" : input, options)
      return try DocumentTables.chosen(tables, wishes, of: input, isBook: isBook)
    }
    guard input == "-" else { return [try TableFile.open(input, options, control: control)] }
    guard let format = options.format else {
      throw CommandFailure(
        code: "unknown-format", "the format of standard input is not known", hint: "Say it with --from csv.")
    }
    return [try TableFile.open(FileBytes(descriptor: STDIN_FILENO), format, options, control: control)]
  }

  /// The one table of a file.
  static func one(_ path: String, _ wishes: TableWishes) throws -> any TableSource {
    guard DocumentTables.format(path: path, named: nil) != nil else { return try TableFile.open(path) }
    let tables = try open(path, from: nil, TableFile.ReadOptions(), wishes, isBook: false)
    guard let table = tables.first else { throw TableError(.input, "'\(path)' holds no table") }
    return table
  }

  /// What a lenient reader put up with.
  static func warnings(_ source: any TableSource) -> TableWarnings? {
    switch source {
    case let reader as CSVReader: reader.warnings
    case let reader as JSONRowReader: reader.warnings
    case let reader as GeoJSONReader: reader.warnings
    case let reader as XMLRowReader: reader.warnings
    case let reader as ParquetReader: reader.warnings
    case let reader as XLSXReader: reader.warnings
    case let reader as DocumentTable: reader.warnings
    default: nil
    }
  }
}

/// Errors of tables as the command line shows them.
enum TableFailure {
  static func of(_ error: any Error) -> any Error {
    if let fault = error as? TableFault { return fault.failure }
    guard let error = error as? TableError else { return error }
    if error.code == .cancelled { return CancellationError() }
    return CommandFailure(code: error.code.rawValue, error.description)
  }
}
