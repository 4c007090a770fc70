public import ByteIO
public import Tables

/// Writes a table as XML: an element for each row, in it an element for each value.
///
/// A missing value has no element. A list holds `item` elements, an object one for each of its fields.
public final class XMLRowWriter: TableWriter {
  public struct Options: Sendable {
    /// The name of the root element; nil takes the table's.
    public var root: String?
    public var row: String

    public init(root: String? = nil, row: String = "row") {
      self.root = root
      self.row = row
    }
  }

  private let sink: any ByteSink
  private let options: Options
  private let heldCells = UncheckedCell(XMLCells())
  private var cells: XMLCells {
    @inline(__always) _read { yield heldCells.value }
    @inline(__always) _modify { yield &heldCells.value }
  }
  private var columns: [XMLColumnTags] = []
  private var row = (start: [UInt8](), end: [UInt8]())
  private var root = ""
  private var report = TableReport()

  public init(_ sink: any ByteSink, _ options: Options = Options()) {
    self.sink = sink
    self.options = options
  }

  public func begin(_ schema: TableSchema) throws {
    guard report.tables == 0 else {
      throw TableError(.unsupported, "an XML file holds one table; write '\(schema.name)' to a file of its own")
    }
    report.tables = 1
    root = XMLTableNames.element(options.root ?? schema.name)
    let rowName = XMLTableNames.element(options.row)
    columns = XMLColumnTags.of(schema.columns)
    row = (Array("<\(rowName)>".utf8), Array("</\(rowName)>\n".utf8))
    cells.buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root)")
    if columns.contains(where: \.holdsList) {
      cells.buffer.append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
    }
    cells.buffer.append(">\n")
    let renamed = zip(schema.columns, columns).filter { $0.name != $1.name }
    if let (column, tags) = renamed.first {
      report.notes.append(
        "\(renamed.count) column names are no XML names and were changed, such as '\(column.name)' to '\(tags.name)'")
    }
  }

  public func write(_ chunk: TableChunk) throws {
    for place in 0..<chunk.count {
      cells.buffer.append(row.start)
      for (tags, column) in zip(columns, chunk.columns) where !column.isNull(place) {
        cells.buffer.append(tags.start)
        cells.append(column, place, tags)
        cells.buffer.append(tags.end)
      }
      cells.buffer.append(row.end)
      if cells.buffer.count >= 1 << 16 { try drain() }
    }
    report.rows += chunk.count
  }

  public var pendingBytes: Int { cells.buffer.count }

  public func finish() throws -> TableReport {
    cells.buffer.append("</\(root)>\n")
    try drain()
    try sink.finish()
    if cells.replaced > 0 { report.notes.append("\(cells.replaced) characters that XML cannot hold became U+FFFD") }
    return report
  }

  private func drain() throws {
    report.bytes += cells.buffer.count
    try cells.buffer.drain(into: sink)
  }
}
