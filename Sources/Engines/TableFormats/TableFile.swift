public import ByteIO
public import Tables

/// Opens tables of any format and writes them in any other.
///
///     let source = try TableFile.open("data.csv")
///     let writer = try TableFile.writer("data.xlsx")
///     try writer.write(source)
///     let report = try writer.finish()
public enum TableFile {
  public struct ReadOptions: Sendable {
    /// Nil tells it by the name and the first bytes.
    public var format: TableFormat?
    public var isLenient = false
    public var encoding: TextEncoding?
    /// Of a workbook; nil is the first.
    public var sheet: String?
    /// Judges every row of a CSV or XML file before it is read, so that no late value can be of another type.
    /// It reads the file twice.
    public var infersFromAllRows = true
    /// Of XML: the names from the root to the rows, as `catalog/item`; nil finds them.
    public var rowPath: String?
    /// Of CSV; nil finds it.
    public var delimiter: UInt8?
    /// Of CSV and workbooks: whether the first row names the columns. Nil judges CSV by it, and takes it in workbooks.
    public var hasHeader: Bool?
    /// Of CSV: texts that mean a missing value; nil takes the usual ones.
    public var nullTexts: [String]?

    public init() {}
  }

  public struct WriteOptions: Sendable {
    /// Nil tells it by the name.
    public var format: TableFormat?
    public var csv = CSVWriter.Options()
    public var parquet = ParquetWriter.Options()
    public var xlsx = XLSXOptions()
    public var xml = XMLRowWriter.Options()
    /// Splits the table into several files: `data.csv` becomes `data-0001.csv` and so on.
    public var split: SplitTableWriter.Limits?
    /// Nil tells it by the name: `.gz`, `.zst`.
    public var outside: OutsideCompression?

    public init() {}
  }

  // MARK: Reading

  public static func open(
    _ path: String, _ options: ReadOptions = ReadOptions(), control: TableControl? = nil
  ) throws -> any TableSource {
    let name = tableName(path)
    var head = [UInt8](repeating: 0, count: 512)
    let count = try head.withUnsafeMutableBytes { try FileBytes(path: path).read(into: $0) }
    let start = head[..<count]
    let outside = start.withUnsafeBytes { OutsideCompression.sniff($0) }
    let sniffed = outside == nil ? start.withUnsafeBytes { TableFormat.sniff($0) } : nil
    // What the bytes say beyond doubt weighs more than the name.
    let format =
      options.format
      ?? (sniffed == .parquet || sniffed == .xlsx || sniffed == .geojson ? sniffed : TableFormat.named(path) ?? sniffed)
    guard let format else {
      throw TableError(.unknownFormat, "it is not clear what format '\(path)' has; say it")
    }
    switch format {
    case .parquet: return try ParquetReader(FileBytes(path: path), control: control)
    case .xlsx: return try XLSXReader(path: path, xlsxOptions(options), control: control)
    default:
      return try open(format, options, name, control) {
        let file = try FileBytes(path: path)
        return try outside.map { try ExpandingSource(file, $0) } ?? file
      }
    }
  }

  /// Reads a file that is in memory; `.gz` and `.zst` around text formats are told by the bytes.
  public static func open(
    _ bytes: [UInt8], _ format: TableFormat, _ options: ReadOptions = ReadOptions(), name: String = "Data",
    control: TableControl? = nil
  ) throws -> any TableSource {
    switch format {
    case .parquet: return try ParquetReader(MemoryBytes(bytes), control: control)
    case .xlsx: return try XLSXReader(bytes, xlsxOptions(options), control: control)
    default:
      let outside = bytes.withUnsafeBytes { OutsideCompression.sniff($0) }
      return try open(format, options, name, control) {
        let source = MemoryBytes(bytes)
        return try outside.map { try ExpandingSource(source, $0) } ?? source
      }
    }
  }

  /// A format of text whose bytes can be had twice: once to judge all rows, once to read them.
  private static func open(
    _ format: TableFormat, _ options: ReadOptions, _ name: String, _ control: TableControl?,
    bytes: () throws -> any ByteSource
  ) throws -> any TableSource {
    guard options.infersFromAllRows else { return try open(bytes(), format, options, name: name, control: control) }
    switch format {
    case .csv, .tsv:
      var settings = csvOptions(format, options, name)
      let found = try CSVReader.inferSchema(try bytes(), settings, control: control)
      settings.schema = found.schema
      settings.dialect = found.dialect
      settings.encoding = found.encoding
      return try CSVReader(try bytes(), settings, control: control)
    case .xml:
      var settings = xmlOptions(options, name)
      let found = try XMLRowReader.inferSchema(try bytes(), settings, control: control)
      settings.schema = found.schema
      settings.rowPath = found.rowPath
      return try XMLRowReader(try bytes(), settings, control: control)
    default: return try open(bytes(), format, options, name: name, control: control)
    }
  }

  /// Reads a stream, such as standard input; types are inferred from its first rows.
  public static func open(
    _ source: any ByteSource, _ format: TableFormat, _ options: ReadOptions = ReadOptions(), name: String = "Data",
    control: TableControl? = nil
  ) throws -> any TableSource {
    switch format {
    case .csv, .tsv: return try CSVReader(source, csvOptions(format, options, name), control: control)
    case .json, .ndjson:
      return try JSONRowReader(source, .init(isLenient: options.isLenient, name: name), control: control)
    case .geojson:
      return try GeoJSONReader(source, .init(isLenient: options.isLenient, name: name), control: control)
    case .xml: return try XMLRowReader(source, xmlOptions(options, name), control: control)
    case .parquet, .xlsx:
      throw TableError(.unsupported, "\(format.rawValue) is read from its end, so it must be a file, not a stream")
    }
  }

  private static func csvOptions(_ format: TableFormat, _ options: ReadOptions, _ name: String) -> CSVReadOptions {
    var settings = CSVReadOptions(
      dialect: format == .tsv ? .tsv : nil, hasHeader: options.hasHeader, encoding: options.encoding,
      strictness: options.isLenient ? .lenient : .strict, name: name)
    settings.delimiter = options.delimiter
    if let texts = options.nullTexts { settings.nullTexts = texts }
    return settings
  }

  private static func xmlOptions(_ options: ReadOptions, _ name: String) -> XMLRowReader.Options {
    XMLRowReader.Options(rowPath: options.rowPath, isLenient: options.isLenient, name: name)
  }

  private static func xlsxOptions(_ options: ReadOptions) -> XLSXReader.Options {
    XLSXReader.Options(
      sheet: options.sheet, hasHeader: options.hasHeader ?? true, isLenient: options.isLenient)
  }

  /// The file's name without folder and endings.
  static func tableName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? "Data"
    let plain = name.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? name
    return plain.isEmpty ? "Data" : plain
  }

  // MARK: Writing

  /// A writer for the file; it appears at its path when the writer finishes, complete or not at all.
  public static func writer(_ path: String, _ options: WriteOptions = WriteOptions()) throws -> any TableWriter {
    guard let format = options.format ?? TableFormat.named(path) else {
      throw TableError(.unknownFormat, "the name '\(path)' does not tell a format; say it")
    }
    let outside = options.outside ?? OutsideCompression.named(path)
    if let split = options.split {
      return SplitTableWriter(split) { number in
        let part = numbered(path, number)
        let file = CountingSink(try FileSink(path: part))
        let made = try writer(try outside.map { try CompressingSink(file, $0) } ?? file, format, options)
        return .init(writer: made, name: part) { file.count }
      }
    }
    let file = try FileSink(path: path)
    return try writer(try outside.map { try CompressingSink(file, $0) } ?? file, format, options)
  }

  /// `data.csv.gz` as `data-0001.csv.gz`.
  static func numbered(_ path: String, _ number: Int) -> String {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    // The dot of a hidden file is no ending.
    let dot = path[name...].dropFirst().firstIndex(of: ".") ?? path.endIndex
    let digits = String(number)
    return path[..<dot] + "-" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits + path[dot...]
  }

  public static func writer(
    _ sink: any ByteSink, _ format: TableFormat, _ options: WriteOptions = WriteOptions()
  ) throws -> any TableWriter {
    switch format {
    case .csv: return CSVWriter(sink, options.csv)
    case .tsv:
      var settings = options.csv
      settings.delimiter = 0x09
      return CSVWriter(sink, settings)
    case .json: return JSONRowWriter(sink, .array)
    case .ndjson: return JSONRowWriter(sink, .lines)
    case .geojson: return GeoJSONWriter(sink)
    case .xml: return XMLRowWriter(sink, options.xml)
    case .parquet: return ParquetWriter(sink, options.parquet)
    case .xlsx: return XLSXWriter(sink, options.xlsx)
    }
  }
}
