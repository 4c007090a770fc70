public import Tables

/// Columns of places and shapes: binary, as well-known binary (WKB), with a mark in the column's metadata.
public enum GeometryColumn {
  static let mark = "geometry"
  static let system = "geometry.crs"
  static let edges = "geometry.edges"

  /// A column of geometries; longitude and latitude (OGC:CRS84) unless another system is said as PROJJSON.
  public static func column(_ name: String, system: String? = nil) -> Column {
    var column = Column(name, .binary, metadata: [mark: "WKB"])
    if let system { column.metadata[Self.system] = system }
    return column
  }

  public static func isMarked(_ column: Column) -> Bool { column.type == .binary && column.metadata[mark] == "WKB" }

  /// The column that is the geometry of a table: one that is marked, or binary with a usual name.
  static func place(in schema: TableSchema) -> Int? {
    if let marked = schema.columns.firstIndex(where: isMarked) { return marked }
    return schema.columns.firstIndex { column in
      column.type == .binary && ["geometry", "geom", "wkb_geometry", "the_geom"].contains(column.name.lowercased())
    }
  }

  /// Columns of numbers that say where something is.
  static func position(in schema: TableSchema) -> (longitude: Int, latitude: Int)? {
    func place(_ names: [String]) -> Int? {
      schema.columns.firstIndex { column in
        names.contains(column.name.lowercased()) && (column.type == .double || column.type == .integer)
      }
    }
    guard let longitude = place(["longitude", "lon", "lng"]), let latitude = place(["latitude", "lat"]) else {
      return nil
    }
    return (longitude, latitude)
  }
}
