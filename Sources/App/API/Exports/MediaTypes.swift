/// Media types of files that come without one.
enum MediaTypes {
  /// Whether a content of this type is a table unless it is said to be something else.
  static func isTable(_ type: String) -> Bool {
    var name = type.prefix { $0 != ";" }
    while name.last == " " { name.removeLast() }
    return areTables.contains(name.lowercased())
  }

  private static let areTables: Set<String> = [
    "text/csv", "text/tab-separated-values", "application/x-ndjson", "application/geo+json",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]

  static let ofEnding = [
    "md": "text/markdown", "markdown": "text/markdown", "html": "text/html", "htm": "text/html",
    "txt": "text/plain", "json": "application/json", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "geojson": "application/geo+json", "ndjson": "application/x-ndjson", "jsonl": "application/x-ndjson",
    "xml": "application/xml",
    "parquet": "application/vnd.apache.parquet", "epub": "application/epub+zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
  ]
}
