internal import DocumentFormats
internal import Documents
internal import TableFormats
internal import TableReports
internal import Tables

/// Tables out of documents: HTML, Markdown, DOCX, ODT and what else is read.
enum DocumentTables {
  /// A format that documents are read from and tables are not.
  static func format(named name: String) -> DocumentFormat? {
    guard TableFormat(rawValue: name.lowercased()) == nil, let format = DocumentFormat(named: name),
      TableFormat(rawValue: format.rawValue) == nil, format != .text
    else { return nil }
    return FormatRegistry.standard.readable.contains(format) ? format : nil
  }

  static func format(path: String, named name: String?) -> DocumentFormat? {
    if let name { return format(named: name) }
    return TableFormat.named(path) == nil ? FileNames.ending(path).flatMap { format(named: $0) } : nil
  }

  static func open(
    _ bytes: [UInt8], _ format: DocumentFormat, name: String, _ options: TableFile.ReadOptions
  ) throws -> [DocumentTable] {
    let document: Document
    do {
      document = try FormatRegistry.standard.reader(for: format).read(bytes).document
    } catch let error as DocumentError {
      throw TableError(.input, "'\(name)' cannot be read: \(error)")
    }
    let tables = try DocumentTable.all(in: document, options)
    guard !tables.isEmpty else { throw TableError(.input, "'\(name)' holds no table") }
    return tables
  }

  /// The table that is asked for, or all where the output or the person takes several.
  static func chosen(
    _ tables: [DocumentTable], _ wishes: TableWishes, of name: String, isBook: Bool
  ) throws -> [any TableSource] {
    if let number = try wishes[TableReading.table] {
      guard number <= tables.count else {
        throw TableFault(TableReading.table, "'\(name)' has \(tables.count) tables: \(names(tables))")
      }
      return [tables[number - 1]]
    }
    let isOne = try wishes[TableTransforms.append] || wishes[TableTransforms.origin] != nil
    guard tables.count == 1 || isBook || isOne else {
      throw TableFault(
        TableReading.table, "'\(name)' has \(tables.count) tables: \(names(tables))",
        hint: "Say which with its number, or put them below each other with append.")
    }
    return tables
  }

  private static func names(_ tables: [DocumentTable]) -> String {
    let shown = tables.prefix(10).enumerated().map { "\($0 + 1) '\($1.schema.name)'" }.joined(separator: ", ")
    return tables.count > 10 ? shown + " …" : shown
  }
}
