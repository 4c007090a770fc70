import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct GeoJSONTests {
  private func convert(_ source: String, _ target: String) throws {
    let writer = try TableFile.writer(target)
    try writer.write(TableFile.open(source))
    _ = try writer.finish()
  }

  @Test func othersFindTheSamePlaces() throws {
    let folder = try TemporaryFolder()
    #expect(try TableJudge.run("geometries", folder.path).contains("made 660"))
    try convert(folder.file("foreign.geojson"), folder.file("ours.parquet"))
    try convert(folder.file("ours.parquet"), folder.file("ours.geojson"))
    try convert(folder.file("foreign.parquet"), folder.file("again.parquet"))
    try convert(folder.file("again.parquet"), folder.file("again.geojson"))
    try convert(folder.file("mercator.parquet"), folder.file("kept.parquet"))
    #expect(try TableJudge.run("places", folder.path).contains("same 660"))
    let noted = GeoJSONWriter(MemorySink())
    try noted.begin(ParquetReader(FileBytes(path: folder.file("mercator.parquet"))).schema)
    #expect(try noted.finish().notes.count == 1)
  }

  private static let collection = """
    {"type":"FeatureCollection","name":"Towns","features":[
    {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[-0.375,39.5]},"properties":{"town":"València"}},
    {"type":"Feature","geometry":null,"properties":{"town":null,"geometry":"x"}}
    ],"bbox":[0,0,1,1]}
    """

  private func geojson(_ source: any TableSource) throws -> String {
    let sink = MemorySink()
    let writer = GeoJSONWriter(sink)
    try writer.write(source)
    #expect(try writer.finish().bytes == sink.bytes.count)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  @Test(arguments: [1, 3, 1_000]) func featuresAreRows(portion: Int) throws {
    let reader = try GeoJSONReader(MemoryBytes(Array(Self.collection.utf8), portion: portion))
    #expect(reader.schema.name == "Towns")
    #expect(
      reader.schema.columns.map(\.name) == ["geometry", "feature_id", "town", "properties.geometry"]
        && reader.schema.columns.map(\.type) == [.binary, .integer, .text, .text])
    #expect(
      try geojson(reader) == """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[-0.375,39.5]},"properties":{"town":"València","properties.geometry":null}},
        {"type":"Feature","geometry":null,"properties":{"town":null,"properties.geometry":"x"}}
        ]}

        """)
  }

  /// Features without a collection, one a line.
  @Test func featuresMayStandAlone() throws {
    let text =
      #"{"type":"Feature","properties":{"a":1},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4,5]]}}"#
    let page = try geojson(GeoJSONReader(MemoryBytes(text + "\n" + text + "\n")))
    #expect(page.contains(#""coordinates":[[1,2],[3,4,5]]"#))
    #expect(page.split(separator: "\n").count == 4)
  }

  @Test func placesByNumbersBecomePoints() throws {
    let page = try geojson(CSVReader(MemoryBytes("town,lon,lat\nOslo,10.75,59.5\nNowhere,,\n")))
    #expect(page.contains(#""geometry":{"type":"Point","coordinates":[10.75,59.5]},"properties":{"town":"Oslo""#))
    #expect(page.contains(#""geometry":null,"properties":{"town":"Nowhere""#))
    #expect(throws: TableError.self) { try geojson(CSVReader(MemoryBytes("town\nOslo\n"))) }
  }

  /// Big endian, flags of PostGIS with a reference system, measures.
  static let foreign: [(bytes: [UInt8], json: String)] = [
    (
      [0, 0, 0, 0, 1, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0], #"{"type":"Point","coordinates":[1,2]}"#
    ),
    (
      [1, 1, 0, 0, 0xA0, 0xE6, 0x10, 0, 0] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0x40]
        + [0, 0, 0, 0, 0, 0, 8, 0x40], #"{"type":"Point","coordinates":[1,2,3]}"#
    ),
    (
      [1, 0xD1, 7, 0, 0] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0x40] + [0, 0, 0, 0, 0, 0, 8, 0x40],
      #"{"type":"Point","coordinates":[1,2]}"#
    ),
  ]

  private func geojson(_ geometry: [UInt8]) throws -> String {
    let schema = TableSchema(columns: [GeometryColumn.column("geometry")])
    let chunk = TableChunk(schema)
    geometry.withUnsafeBytes { chunk.columns[0].append($0) }
    chunk.seal()
    return try geojson(ChunkSource(schema, [chunk]))
  }

  @Test(arguments: foreign) func otherBinaryFormsAreRead(bytes: [UInt8], json: String) throws {
    #expect(try geojson(bytes).contains(json))
    for length in 0..<bytes.count {
      #expect(throws: TableError.self) { _ = try geojson(Array(bytes[..<length])) }
    }
    #expect(throws: TableError.self) { _ = try geojson(bytes + [0]) }
  }

  static let faults: [(text: String, code: TableError.Code)] = [
    ("", .syntax), ("[1]", .syntax), (#"{"type":"FeatureCollection","features":{}}"#, .type),
    (#"{"type":"FeatureCollection","features":[{"type":"Point"}]}"#, .type),
    (#"{"type":"FeatureCollection","features":["#, .truncated),
    (#"{"type":"FeatureCollection","features":[]"#, .truncated),
    (#"{"type":"FeatureCollection","features":[]} x"#, .syntax),
    (#"{"type":"Feature","geometry":{"type":"Blob","coordinates":[1,2]},"properties":{}}"#, .value),
    (#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1]},"properties":{}}"#, .value),
    (#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[["a",2]]},"properties":{}}"#, .value),
    (#"{"type":"Feature","geometry":null,"properties":[]}"#, .type),
  ]

  @Test(arguments: faults) func faultsAreNamed(text: String, code: TableError.Code) throws {
    if text.isEmpty {
      #expect(try GeoJSONReader(MemoryBytes(text)).next() == nil)
      return
    }
    let error = #expect(throws: TableError.self) { _ = try lines(of: GeoJSONReader(MemoryBytes(text))) }
    #expect(error?.code == code, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func aFileIsToldByItsBytes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.collection, to: "towns.json")
    #expect(try TableFile.open(path).schema.columns.first.map(GeometryColumn.isMarked) == true)
    let empty = try GeoJSONReader(MemoryBytes(#"{"type":"FeatureCollection","features":[]}"#))
    #expect(try empty.schema.columns.map(\.name) == ["geometry"] && empty.next() == nil)
  }
}
