/// How a CSV text is laid out.
public struct CSVDialect: Sendable, Hashable {
  public var delimiter: UInt8
  public var quote: UInt8
  /// Whether the first row names the columns.
  public var hasHeader: Bool

  public init(delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), hasHeader: Bool = true) {
    self.delimiter = delimiter
    self.quote = quote
    self.hasHeader = hasHeader
  }

  public static let csv = CSVDialect()
  public static let tsv = CSVDialect(delimiter: 0x09)
}
