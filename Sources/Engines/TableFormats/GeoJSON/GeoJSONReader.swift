public import Tables

/// Reads GeoJSON (RFC 7946) as a table, streaming: a row for each feature, a column for each property, before them the
/// geometry as well-known binary.
public final class GeoJSONReader: TableSource {
  public let schema: TableSchema
  public var warnings: TableWarnings { reader.warnings }
  private let reader: JSONRowReader

  public init(
    _ input: any ByteSource, _ options: JSONRowReader.Options = JSONRowReader.Options(), control: TableControl? = nil
  ) throws {
    let rows = try FeatureRows(input)
    var options = options
    options.types[FeatureRows.geometry] = .binary
    reader = try JSONRowReader(rows, options, control: control)
    var schema = reader.schema
    if let name = rows.name, !name.isEmpty { schema.name = name }
    // A named system cannot be said in full; that it is not longitude and latitude can.
    let geometry = GeometryColumn.column(FeatureRows.geometry, system: rows.system == nil ? nil : "null")
    if let place = schema.index(of: FeatureRows.geometry) {
      schema.columns[place] = geometry
    } else if schema.columns.isEmpty {
      schema.columns = [geometry]
    }
    self.schema = schema
  }

  public func next() throws -> TableChunk? { try reader.next() }
}
