internal import ByteIO
public import Documents
public import TableFormats
public import Tables

/// A table out of a document, with the types that the texts of its cells have in common.
///
///     for table in try DocumentTable.all(in: document) { try writer.write(table) }
public final class DocumentTable: TableSource {
  public let schema: TableSchema
  /// What of the table could not stay as it was.
  public let warnings = TableWarnings()
  private let reader: CSVReader

  /// The tables of a document in the order of its text, each named by its caption, else by the heading above it.
  ///
  /// Of the options, those for missing values count, and that for a header where a table has none of its own.
  public static func all(
    in document: Document, _ options: TableFile.ReadOptions = TableFile.ReadOptions()
  ) throws -> [DocumentTable] {
    var found: [(table: Table, name: String)] = []
    var heading = ""
    document.forEachTextBlock { block in
      switch block {
      case .heading(let above): heading = DocumentCells.text(of: [.paragraph(Paragraph(above.inlines))])
      case .table(let table):
        let caption = DocumentCells.text(of: [.paragraph(Paragraph(table.caption))])
        found.append((table, caption.isEmpty ? heading : caption))
      default: break
      }
    }
    let names = UniqueNames.of(
      found.enumerated().map { $1.name.isEmpty ? "Table \($0 + 1)" : String($1.name.prefix(100)) })
    return try zip(found, names).map { try DocumentTable($0.table, name: $1, options) }
  }

  public init(_ table: Table, name: String, _ options: TableFile.ReadOptions = TableFile.ReadOptions()) throws {
    let cells = try DocumentCells(table)
    var settings = CSVReadOptions(name: name)
    settings.delimiter = CSVDialect.csv.delimiter
    settings.encoding = .utf8
    settings.hasHeader = cells.names == nil ? options.hasHeader : true
    if let texts = options.nullTexts { settings.nullTexts = texts }
    let text = cells.csv
    // Every row is judged first, so no cell can be of another type than its column.
    let found = try CSVReader.inferSchema(MemoryBytes(text), settings)
    settings.schema = found.schema
    settings.dialect = found.dialect
    reader = try CSVReader(MemoryBytes(text), settings)
    schema = reader.schema
    if cells.repeated > 0 {
      let cells = cells.repeated == 1 ? "1 cell" : "\(cells.repeated) cells"
      warnings.add(
        TableError(.ragged, "\(cells) of '\(name)' over several columns or rows: the text was put into each place"))
    }
    if !table.footer.isEmpty {
      let rows = table.footer.count == 1 ? "1 row" : "\(table.footer.count) rows"
      warnings.add(TableError(.ragged, "\(rows) at the foot of '\(name)': left out"))
    }
  }

  public func next() throws -> TableChunk? { try reader.next() }
}
