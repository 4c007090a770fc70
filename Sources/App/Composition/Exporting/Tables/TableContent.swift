internal import Documents
internal import Exports
internal import JSON
internal import TableFormats
internal import Tables

/// Opens tables that came as the content of a request.
enum TableContent {
  /// In the order in which people are told of them.
  static let types: [(name: String, format: TableFormat)] = [
    ("text/csv", .csv), ("text/tab-separated-values", .tsv), ("application/json", .json),
    ("application/x-ndjson", .ndjson), ("application/geo+json", .geojson), ("application/xml", .xml),
    ("text/xml", .xml),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .xlsx),
    ("application/vnd.apache.parquet", .parquet), ("text/plain", .csv),
  ]

  /// The one table of a content.
  static func open(_ bytes: [UInt8], type: String) throws -> any TableSource {
    let tables = try open(bytes, type: type, TableWishes([:], []), isBook: false)
    guard let table = tables.first else { throw JobError("rows_missing", "The content holds no table.") }
    return table
  }

  /// The tables of a content: one, or those of a document.
  ///
  /// - Parameters:
  ///   - isBook: the output takes several tables.
  ///   - isJudgedWhole: no late value can be of another type than its column, for another pass over the content.
  static func open(
    _ bytes: [UInt8], type: String, _ wishes: TableWishes, isBook: Bool, isJudgedWhole: Bool = true
  ) throws -> [any TableSource] {
    let name = type.prefix { $0 != ";" }.lowercased()
    var options = try TableReading.options(wishes)
    options.infersFromAllRows = isJudgedWhole
    if let format = types.first(where: { $0.name == name })?.format {
      return [try TableFile.open(bytes, format, options)]
    }
    guard let format = DocumentTables.format(named: name) else {
      throw JobError(
        "content_type_unknown",
        "A table cannot be read from '\(name.prefix(100))'. Say one of "
          + "\(types.map(\.name).joined(separator: ", ")), text/html or text/markdown as its type.")
    }
    let tables = try DocumentTables.open(bytes, format, name: "the content", options)
    return try DocumentTables.chosen(tables, wishes, of: "the content", isBook: isBook)
  }

  /// A file that came with the content, by the ending of its name.
  static func open(_ file: RenderRequest.Attachment) throws -> any TableSource {
    guard let format = TableFormat.named(file.name) else {
      throw TableError(.unknownFormat, "the name '\(file.name)' does not tell a format of tables")
    }
    return try TableFile.open(file.content, format)
  }

  /// What a failure of tables is for whoever waits for the export.
  static func failure(_ error: any Error) -> any Error {
    if let fault = error as? TableFault { return fault.jobError }
    guard let error = error as? TableError else { return error }
    return JobError(error.code.rawValue, "\(error)")
  }
}
