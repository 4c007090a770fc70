public import ByteIO
public import Tables

/// Writes a table as JSON: an array of objects, or an object a line (NDJSON, JSON lines).
public final class JSONRowWriter: TableWriter {
  public enum Layout: Sendable, Hashable {
    /// `[{…},{…}]`
    case array
    /// `{…}` and a line break each.
    case lines
  }

  private let sink: any ByteSink
  private let layout: Layout
  private let heldBuffer = UncheckedCell(ByteBuffer(reserving: 1 << 17))
  private var buffer: ByteBuffer {
    @inline(__always) _read { yield heldBuffer.value }
    @inline(__always) _modify { yield &heldBuffer.value }
  }
  private var keys: [[UInt8]] = []
  private var report = TableReport()

  public init(_ sink: any ByteSink, _ layout: Layout) {
    self.sink = sink
    self.layout = layout
  }

  public func begin(_ schema: TableSchema) throws {
    guard report.tables == 0 else {
      throw TableError(.unsupported, "a JSON file holds one table; write '\(schema.name)' to a file of its own")
    }
    report.tables = 1
    keys = schema.columns.enumerated().map { index, column in
      var key = ByteBuffer()
      key.append(index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
      key.append(jsonText: column.name)
      key.append(UInt8(ascii: ":"))
      return key.bytes
    }
    if layout == .array { buffer.append(UInt8(ascii: "[")) }
  }

  public func write(_ chunk: TableChunk) throws {
    for row in 0..<chunk.count {
      if layout == .array, report.rows + row > 0 { buffer.append(",\n") }
      for (index, column) in chunk.columns.enumerated() {
        buffer.append(keys[index])
        append(column, row)
      }
      buffer.append(chunk.columns.isEmpty ? "{}" : "}")
      if layout == .lines { buffer.append(UInt8(ascii: "\n")) }
      if buffer.count >= 1 << 16 { try drain() }
    }
    report.rows += chunk.count
  }

  @inline(__always)
  private func append(_ column: ColumnVector, _ row: Int) {
    if column.isNull(row) { return buffer.append("null") }
    switch column.type {
    case .text: buffer.append(jsonText: column.bytes(at: row))
    case .integer: buffer.append(decimal: column.integers[row])
    default: buffer.append(jsonOf: column, at: row)
    }
  }

  public var pendingBytes: Int { buffer.count }

  public func finish() throws -> TableReport {
    if layout == .array { buffer.append("]\n") }
    try drain()
    try sink.finish()
    return report
  }

  private func drain() throws {
    report.bytes += buffer.count
    try buffer.drain(into: sink)
  }
}
