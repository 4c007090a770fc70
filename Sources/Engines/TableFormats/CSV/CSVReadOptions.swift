public import Tables

/// What the CSV reader is told, and what it is to find out itself.
public struct CSVReadOptions: Sendable {
  public enum Strictness: Sendable, Hashable {
    /// The first fault throws.
    case strict
    /// A fault becomes a warning: a value of the wrong type is left out, a short row is filled up, a long one is cut,
    /// bytes that are not UTF-8 are replaced.
    case lenient
  }

  /// Nil detects delimiter and header.
  public var dialect: CSVDialect?
  /// Overrides the delimiter question alone.
  public var delimiter: UInt8?
  /// Overrides the header question alone.
  public var hasHeader: Bool?
  /// Nil detects it.
  public var encoding: TextEncoding?
  /// Names and types; nil infers them from the first `sampleRows` rows.
  public var schema: TableSchema?
  public var sampleRows: Int
  public var strictness: Strictness
  /// Unquoted texts that mean a missing value in columns that are not text. In text columns only nothing is nothing.
  public var nullTexts: [String]
  public var chunkRows: Int
  public var name: String

  public init(
    dialect: CSVDialect? = nil, hasHeader: Bool? = nil, encoding: TextEncoding? = nil, schema: TableSchema? = nil,
    sampleRows: Int = 10_000, strictness: Strictness = .strict,
    nullTexts: [String] = ["NULL", "null", "NA", "N/A", "n/a", "#N/A"], chunkRows: Int = 16_384, name: String = "Data"
  ) {
    self.dialect = dialect
    self.hasHeader = hasHeader
    self.encoding = encoding
    self.schema = schema
    self.sampleRows = sampleRows
    self.strictness = strictness
    self.nullTexts = nullTexts
    self.chunkRows = max(chunkRows, 1)
    self.name = name
  }
}
