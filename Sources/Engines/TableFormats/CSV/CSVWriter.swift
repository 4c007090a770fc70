public import ByteIO
public import Tables

/// Writes a table as CSV (RFC 4180), streaming.
public final class CSVWriter: TableWriter {
  public struct Options: Sendable {
    public enum LineEnd: Sendable, Hashable { case lf, crlf }

    public var delimiter: UInt8
    public var hasHeader: Bool
    /// For Excel, which takes text without it as of the system's old encoding.
    public var hasByteOrderMark: Bool
    public var lineEnd: LineEnd
    /// What stands for a missing value. An empty text is written as `""`, so both can be told apart.
    public var nullText: String
    /// Puts an apostrophe before texts that a spreadsheet would run as a formula: those that begin with
    /// `=`, `+`, `-`, `@`, tab or CR.
    public var guardsFormulas: Bool

    public init(
      delimiter: UInt8 = UInt8(ascii: ","), hasHeader: Bool = true, hasByteOrderMark: Bool = false,
      lineEnd: LineEnd = .lf, nullText: String = "", guardsFormulas: Bool = true
    ) {
      self.delimiter = delimiter
      self.hasHeader = hasHeader
      self.hasByteOrderMark = hasByteOrderMark
      self.lineEnd = lineEnd
      self.nullText = nullText
      self.guardsFormulas = guardsFormulas
    }
  }

  private let sink: any ByteSink
  private let options: Options
  private var rows: CSVRows
  private var report = TableReport()

  public init(_ sink: any ByteSink, _ options: Options = Options()) {
    self.sink = sink
    self.options = options
    rows = CSVRows(options)
  }

  public func begin(_ schema: TableSchema) throws {
    guard report.tables == 0 else {
      throw TableError(.unsupported, "a CSV file holds one table; write '\(schema.name)' to a file of its own")
    }
    report.tables = 1
    rows.begin(schema)
  }

  public func write(_ chunk: TableChunk) throws {
    try rows.write(chunk, to: sink)
    report.rows += chunk.count
  }

  public var pendingBytes: Int { rows.pending }

  public func finish() throws -> TableReport {
    try rows.drain(into: sink)
    try sink.finish()
    report.bytes = rows.bytes
    if rows.guarded > 0 { report.notes.append("\(rows.guarded) texts were guarded against being run as formulas") }
    return report
  }
}
