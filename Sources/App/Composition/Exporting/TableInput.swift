internal import CommandLineTool
internal import Glibc
internal import TableFormats
internal import Tables

/// Opens the table that a word of the command line means.
enum TableInput {
  static func open(
    _ input: String, _ options: TableFile.ReadOptions, control: TableControl? = nil
  ) throws -> any TableSource {
    guard input == "-" else { return try TableFile.open(input, options, control: control) }
    guard let format = options.format else {
      throw CommandFailure(
        code: "unknown-format", "the format of standard input is not known", hint: "Say it with --from csv.")
    }
    return try TableFile.open(FileBytes(descriptor: STDIN_FILENO), format, options, control: control)
  }

  /// What a lenient reader put up with.
  static func warnings(_ source: any TableSource) -> TableWarnings? {
    switch source {
    case let reader as CSVReader: reader.warnings
    case let reader as JSONRowReader: reader.warnings
    case let reader as XMLRowReader: reader.warnings
    case let reader as ParquetReader: reader.warnings
    case let reader as XLSXReader: reader.warnings
    default: nil
    }
  }
}

/// Errors of tables as the command line shows them.
enum TableFailure {
  static func of(_ error: any Error) -> any Error {
    guard let error = error as? TableError else { return error }
    if error.code == .cancelled { return CancellationError() }
    return CommandFailure(code: error.code.rawValue, error.description)
  }
}
