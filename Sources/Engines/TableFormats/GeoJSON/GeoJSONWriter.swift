public import ByteIO
public import Tables

/// Writes a table as GeoJSON (RFC 7946): a feature for each row, its geometry from a column of well-known binary or
/// from columns of longitude and latitude, the other columns as properties.
public final class GeoJSONWriter: TableWriter {
  private let sink: any ByteSink
  private let heldBuffer = UncheckedCell(ByteBuffer(reserving: 1 << 17))
  private var buffer: ByteBuffer {
    @inline(__always) _read { yield heldBuffer.value }
    @inline(__always) _modify { yield &heldBuffer.value }
  }
  private var geometry: Int?
  private var position: (longitude: Int, latitude: Int)?
  private var identifier: Int?
  /// The keys of the columns that become properties.
  private var properties: [(column: Int, key: [UInt8])] = []
  private var report = TableReport()

  public init(_ sink: any ByteSink) {
    self.sink = sink
  }

  public func begin(_ schema: TableSchema) throws {
    guard report.tables == 0 else {
      throw TableError(.unsupported, "a GeoJSON file holds one table; write '\(schema.name)' to a file of its own")
    }
    report.tables = 1
    geometry = GeometryColumn.place(in: schema)
    position = geometry == nil ? GeometryColumn.position(in: schema) : nil
    guard geometry != nil || position != nil else {
      throw TableError(
        .unsupported,
        "GeoJSON needs a column of geometries (binary, named 'geometry'), or the columns 'longitude' and 'latitude'")
    }
    if let geometry, schema.columns[geometry].metadata[GeometryColumn.system] != nil {
      report.notes.append(
        "the coordinates of '\(schema.columns[geometry].name)' are not longitude and latitude, as GeoJSON has it; "
          + "they were written as they are")
    }
    identifier = schema.columns.firstIndex { column in
      column.name == FeatureRows.identifier && (column.type == .text || column.type.isNumeric)
    }
    for (index, column) in schema.columns.enumerated() where index != geometry && index != identifier {
      var key = ByteBuffer()
      key.append(properties.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
      key.append(jsonText: column.name)
      key.append(UInt8(ascii: ":"))
      properties.append((index, key.bytes))
    }
    buffer.append("{\"type\":\"FeatureCollection\",\"features\":[\n")
  }

  public func write(_ chunk: TableChunk) throws {
    for row in 0..<chunk.count {
      if report.rows + row > 0 { buffer.append(",\n") }
      buffer.append("{\"type\":\"Feature\",")
      if let identifier, !chunk.columns[identifier].isNull(row) {
        buffer.append("\"id\":")
        buffer.append(jsonOf: chunk.columns[identifier], at: row)
        buffer.append(UInt8(ascii: ","))
      }
      buffer.append("\"geometry\":")
      try append(chunk, row)
      buffer.append(",\"properties\":")
      for (column, key) in properties {
        buffer.append(key)
        buffer.append(jsonOf: chunk.columns[column], at: row)
      }
      buffer.append(properties.isEmpty ? "{}}" : "}}")
      if buffer.count >= 1 << 16 { try drain() }
    }
    report.rows += chunk.count
  }

  private func append(_ chunk: TableChunk, _ row: Int) throws {
    if let geometry {
      let column = chunk.columns[geometry]
      if column.isNull(row) { return buffer.append("null") }
      do { try WKBReader.append(column.bytes(at: row), to: &buffer) } catch {
        throw TableError(error.code, error.message, at: .init(row: report.rows + row + 1))
      }
    } else if let position {
      let longitude = chunk.columns[position.longitude]
      let latitude = chunk.columns[position.latitude]
      guard Self.isPlace(longitude, row), Self.isPlace(latitude, row) else { return buffer.append("null") }
      buffer.append("{\"type\":\"Point\",\"coordinates\":[")
      buffer.append(jsonOf: longitude, at: row)
      buffer.append(UInt8(ascii: ","))
      buffer.append(jsonOf: latitude, at: row)
      buffer.append("]}")
    }
  }

  private static func isPlace(_ column: ColumnVector, _ row: Int) -> Bool {
    !column.isNull(row) && (column.type == .integer || column.doubles[row].isFinite)
  }

  public var pendingBytes: Int { buffer.count }

  public func finish() throws -> TableReport {
    buffer.append("\n]}\n")
    try drain()
    try sink.finish()
    return report
  }

  private func drain() throws {
    report.bytes += buffer.count
    try buffer.drain(into: sink)
  }
}
