internal import Exports
internal import TableFormats
internal import Tables

/// Opens tables that came as the content of a request.
enum TableContent {
  /// In the order in which people are told of them.
  static let types: [(name: String, format: TableFormat)] = [
    ("text/csv", .csv), ("text/tab-separated-values", .tsv), ("application/json", .json),
    ("application/x-ndjson", .ndjson), ("application/xml", .xml), ("text/xml", .xml),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .xlsx),
    ("application/vnd.apache.parquet", .parquet), ("text/plain", .csv),
  ]

  static func open(_ bytes: [UInt8], type: String) throws -> any TableSource {
    let name = type.prefix { $0 != ";" }.lowercased()
    guard let format = types.first(where: { $0.name == name })?.format else {
      throw JobError(
        "content_type_unknown",
        "A table cannot be read from '\(name.prefix(100))'. Say one of "
          + "\(types.map(\.name).joined(separator: ", ")) as its type.")
    }
    switch format {
    case .xlsx: return try XLSXReader(bytes)
    case .parquet: return try ParquetReader(MemoryBytes(bytes))
    default: return try TableFile.open(MemoryBytes(bytes), format)
    }
  }

  /// What a failure of tables is for whoever waits for the export.
  static func failure(_ error: any Error) -> any Error {
    guard let error = error as? TableError else { return error }
    return JobError(error.code.rawValue, "\(error)")
  }
}
