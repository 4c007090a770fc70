internal import JSON
internal import Tables

/// What a Parquet file says of its geometries (GeoParquet 1.1, the key `geo`).
enum GeoMetadata {
  static let key = "geo"

  /// Nil where no column is marked as geometry.
  static func text(_ schema: TableSchema, _ extents: [Int: GeometryExtent]) -> String? {
    guard let primary = extents.keys.min() else { return nil }
    var columns: [JSONValue.Member] = []
    for (index, extent) in extents.sorted(by: { $0.key < $1.key }) {
      let column = schema.columns[index]
      var members: [JSONValue.Member] = [
        .init("encoding", "WKB"), .init("geometry_types", .array(extent.types.sorted().map { .string($0) })),
      ]
      // Without a system the standard means longitude and latitude, OGC:CRS84.
      if let text = column.metadata[GeometryColumn.system], let system = try? JSONValue(parsing: Array(text.utf8)) {
        members.append(.init("crs", system))
      }
      if let edges = column.metadata[GeometryColumn.edges] { members.append(.init("edges", .string(edges))) }
      if let box = extent.box { members.append(.init("bbox", .array(box.map { .number($0) }))) }
      columns.append(.init(column.name, .object(members)))
    }
    let document: JSONValue = [
      "version": "1.1.0", "primary_column": .string(schema.columns[primary].name), "columns": .object(columns),
    ]
    return String(decoding: document.bytes(), as: UTF8.self)
  }

  /// Marks the columns of which a file says that they are geometries; what is no metadata of geometries is passed over.
  static func mark(_ columns: inout [Column], by text: String) {
    guard let document = try? JSONValue(parsing: Array(text.utf8)), let described = document["columns"] else { return }
    for index in columns.indices where columns[index].type == .binary {
      guard let geometry = described[columns[index].name], geometry["encoding"]?.string == "WKB" else { continue }
      columns[index].metadata[GeometryColumn.mark] = "WKB"
      if let system = geometry["crs"], !isLongitudeLatitude(system) {
        columns[index].metadata[GeometryColumn.system] = String(decoding: system.bytes(), as: UTF8.self)
      }
      if let edges = geometry["edges"]?.string { columns[index].metadata[GeometryColumn.edges] = edges }
    }
  }

  private static func isLongitudeLatitude(_ system: JSONValue) -> Bool {
    system["id"]?["authority"]?.string == "OGC" && system["id"]?["code"]?.string == "CRS84"
  }
}
