internal import CommandLineTool
internal import TableFormats
internal import Tables

/// The options that say how tables are read.
enum TableReading {
  static let sheet = Option<String?>("sheet", .nonEmptyString, "The sheet to read; the first without it").grouped(
    heading)
  static let table = Option<Int?>(
    "table", .integer(1 ... .max), "Of a document with several tables: which of them, from 1"
  ).grouped(heading)
  static let rowPath = Option<String?>("row-path", .nonEmptyString, "Of XML: the names from the root to the rows")
    .grouped(heading)
  static let lenient = Option<Bool>(flag: "lenient", "Go on at values that do not fit, with a warning each").grouped(
    heading)
  static let delimiter = Option<String?>(
    "input-delimiter", .nonEmptyString, "What stands between the columns of a CSV input; found without it"
  ).grouped(heading)
  static let encoding = Option<String?>(
    "input-encoding", .word(TextEncoding.allCases.map(\.rawValue)), "The encoding of a CSV input; found without it"
  ).grouped(heading)
  static let header = Option<Bool?>(
    "input-header", .boolean, "Whether the first row of CSV or a sheet names the columns; judged without it"
  ).grouped(heading)
  static let nulls = Option<[String]>(
    repeated: "input-null", .string, "A text of CSV that means a missing value, instead of NULL, NA and their like"
  ).grouped(heading)

  private static let heading = "Reading tables"
  static let options: [any CommandOption] = [sheet, table, rowPath, lenient, delimiter, encoding, header, nulls]

  static func options(_ wishes: TableWishes, format: TableFormat? = nil) throws -> TableFile.ReadOptions {
    var options = TableFile.ReadOptions()
    options.format = format
    options.isLenient = try wishes[lenient]
    options.sheet = try wishes[sheet]
    options.rowPath = try wishes[rowPath]
    options.delimiter = try byte(wishes[delimiter], delimiter)
    options.encoding = try wishes[encoding].flatMap { TextEncoding(rawValue: $0) }
    options.hasHeader = try wishes[header]
    let texts = try wishes[nulls]
    if !texts.isEmpty { options.nullTexts = texts }
    return options
  }

  static func byte(_ text: String?, _ option: any CommandOption) throws -> UInt8? {
    guard let text else { return nil }
    if text == "\\t" { return 9 }
    guard let byte = text.utf8.first, text.utf8.count == 1, byte != 0x22, byte != 0x0A, byte != 0x0D else {
      throw TableFault(option, "a delimiter is one character, or \\t for a tab")
    }
    return byte
  }
}
