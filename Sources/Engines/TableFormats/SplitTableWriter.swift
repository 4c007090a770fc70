public import Tables

/// Writes a table to several files, each of at most so many rows or about so many bytes.
///
/// Every file is complete, with its header. A file ends before the row that would be too many, and with the row group
/// that makes it as large as allowed; so files of a format that gathers rows before it writes can be larger.
public final class SplitTableWriter: TableWriter {
  public struct Limits: Sendable, Hashable {
    public var rows: Int?
    public var bytes: Int?

    public init(rows: Int? = nil, bytes: Int? = nil) {
      self.rows = rows.map { max($0, 1) }
      self.bytes = bytes.map { max($0, 1) }
    }
  }

  /// One of the files.
  public struct Part {
    public let writer: any TableWriter
    public let name: String
    /// How many bytes went into it so far.
    public let bytes: () -> Int

    public init(writer: any TableWriter, name: String, bytes: @escaping () -> Int) {
      self.writer = writer
      self.name = name
      self.bytes = bytes
    }
  }

  private let limits: Limits
  private let open: (Int) throws -> Part
  private var schema: TableSchema?
  private var part: Part?
  private var parts = 0
  private var rowsInPart = 0
  private var report = TableReport()
  /// Rows that are written at a time where bytes are counted.
  private static let step = 1_024

  /// `open` makes the writer of each file, by its number from 1.
  public init(_ limits: Limits, open: @escaping (Int) throws -> Part) {
    self.limits = limits
    self.open = open
  }

  public func begin(_ schema: TableSchema) throws {
    guard self.schema == nil else {
      throw TableError(.unsupported, "a table that is split is alone; write '\(schema.name)' to files of its own")
    }
    self.schema = schema
    report.tables = 1
  }

  public func write(_ chunk: TableChunk) throws {
    var first = 0
    while first < chunk.count {
      let part = try present()
      let room = (limits.rows ?? .max) - rowsInPart
      let count = min(chunk.count - first, room, limits.bytes == nil ? .max : Self.step)
      try part.writer.write(count == chunk.count ? chunk : chunk.slice(first..<(first + count)))
      first += count
      rowsInPart += count
      if rowsInPart == limits.rows || limits.bytes.map({ part.bytes() + part.writer.pendingBytes >= $0 }) ?? false {
        try close()
      }
    }
  }

  private func present() throws -> Part {
    if let part { return part }
    guard let schema else { throw TableError(.unsupported, "a table begins with its schema") }
    parts += 1
    rowsInPart = 0
    let made = try open(parts)
    try made.writer.begin(schema)
    part = made
    return made
  }

  private func close() throws {
    guard let part else { return }
    let done = try part.writer.finish()
    self.part = nil
    report.rows += done.rows
    report.bytes += done.bytes
    report.files.append(part.name)
    for note in done.notes where !report.notes.contains(note) { report.notes.append(note) }
  }

  public func finish() throws -> TableReport {
    // A table without rows is a file all the same.
    if parts == 0 { _ = try present() }
    try close()
    return report
  }
}
