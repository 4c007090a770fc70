public import ByteIO

/// Takes in what is too long to be held: blocks one by one, and tables row by row.
public protocol DocumentStream: AnyObject {
  /// A block before, between or behind tables.
  func append(_ block: Block) throws
  /// Begins a table. Its rows say how wide the columns shall be; they are not written.
  func beginTable(_ table: Table) throws
  /// Rows of the table that was begun, without cells that span rows.
  func append(rows: [TableRow]) throws
  /// Ends the table, with the rows that sum it up.
  func endTable(footer: [TableRow]) throws
}

/// A writer that gives pages away while the document is still being made.
public protocol StreamedDocumentWriter: DocumentWriter {
  /// Writes a document and behind its blocks what `body` appends.
  func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl,
    body: (any DocumentStream) throws -> Void
  ) throws -> ExportReport
}

/// Gathers what is streamed into a document, for writers that take whole ones.
public final class CollectedDocument: DocumentStream {
  public private(set) var blocks: [Block] = []
  private var table: Table?

  public init() {}

  public func append(_ block: Block) { blocks.append(block) }

  public func beginTable(_ table: Table) {
    var table = table
    table.rows = []
    self.table = table
  }

  public func append(rows: [TableRow]) { table?.rows += rows }

  public func endTable(footer: [TableRow]) {
    guard var table else { return }
    self.table = nil
    table.footer = footer
    blocks.append(.table(table))
  }
}
