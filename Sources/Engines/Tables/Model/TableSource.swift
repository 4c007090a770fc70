/// A table as a stream of row groups.
public protocol TableSource: AnyObject {
  var schema: TableSchema { get }
  /// The next row group, which has at least one row, or nil after the last.
  ///
  /// A source may reuse a chunk's memory once nobody else holds the chunk.
  func next() throws -> TableChunk?
  /// Says, before the first `next()`, what of the table will be looked at. The schema stays as it is.
  func narrow(to interest: TableInterest)
}

extension TableSource {
  public func narrow(to interest: TableInterest) {}
}

/// Takes tables in, row group by row group.
public protocol TableWriter: AnyObject {
  /// Starts a table. A format that holds one table only throws at the second.
  func begin(_ schema: TableSchema) throws
  func write(_ chunk: TableChunk) throws
  /// Bytes that were gathered and not passed on yet, as far as the writer knows.
  var pendingBytes: Int { get }
  /// Completes the output; nothing may be written afterwards.
  func finish() throws -> TableReport
}

/// What was written.
public struct TableReport: Sendable, Hashable {
  public var tables: Int
  public var rows: Int
  public var bytes: Int
  /// What the format could not keep, each said once: `sheet split`, `guarded cells`.
  public var notes: [String]
  /// The files of a table that was split.
  public var files: [String]

  public init(tables: Int = 0, rows: Int = 0, bytes: Int = 0, notes: [String] = [], files: [String] = []) {
    self.tables = tables
    self.rows = rows
    self.bytes = bytes
    self.notes = notes
    self.files = files
  }
}

extension TableWriter {
  public var pendingBytes: Int { 0 }

  /// Writes a whole table.
  public func write(_ source: any TableSource, control: TableControl? = nil) throws {
    try begin(source.schema)
    while let chunk = try source.next() {
      try write(chunk)
      try control?.advance(rows: chunk.count)
    }
  }
}
