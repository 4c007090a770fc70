import ByteIO
import TableFormats
import Tables
import Testing

/// What is left out on reading must not show in what comes out.
@Suite struct ParquetPruningTests {
  private static let schema = TableSchema(
    columns: [
      Column("id", .integer), Column("x", .double), Column("t", .text), Column("d", .date),
      Column("m", .timestamp(zone: "UTC")), Column("p", .decimal(precision: 12, scale: 2)), Column("n", .integer),
    ])

  /// Rows in the order of most columns, so that row groups differ; some values are missing, one is no number.
  private static func chunk() -> TableChunk {
    let chunk = TableChunk(schema)
    var random = RandomTable(seed: 77)
    for row in 0..<1_000 {
      let columns = chunk.columns
      columns[0].append(integer: Int64(row))
      if row == 950 { columns[1].append(double: .nan) } else { columns[1].append(double: Double(row) / 4 - 100) }
      columns[2].append("item \(100_000 + row)")
      if row % 7 == 0 { columns[3].appendNull() } else { columns[3].append(integer: Int64(18_000 + row)) }
      columns[4].append(integer: Int64(row) * 3_600_000_000)
      columns[5].append(integer: Int64(row) * 25)
      // A whole row group of it is missing.
      if (300..<400).contains(row) {
        columns[6].appendNull()
      } else {
        columns[6].append(integer: Int64(random.below(50)))
      }
    }
    chunk.seal()
    return chunk
  }

  private static func file() throws -> [UInt8] {
    try write(ChunkSource(schema, [chunk()])) { ParquetWriter($0, .init(rowGroupRows: 100)) }
  }

  static let conditions: [(text: String, skipped: Int)] = [
    ("id < 150", 8), ("id = 512", 9), ("id >= 900 and n > 3", 9), ("250 > id", 7), ("id between 120 and 180", 9),
    ("x > 100", 8), ("x >= 137.5", 9), ("x < -90.5", 8), ("x = 0", 8), ("t = 'item 100042'", 9),
    ("t >= 'item 1009'", 9), ("d < '2019-05-01'", 9), ("d > '2021-12-31'", 9), ("m < '1970-01-02T00:00:00Z'", 9),
    ("p > 100.25", 0), ("n >= 0", 1), ("id < 100 or id > 900", 0), ("not (id < 100)", 0), ("id + 1 < 20", 0),
    ("id is null", 0), ("n is null", 0),
  ]

  @Test(arguments: conditions) func rowGroupsAreLeftOut(text: String, skipped: Int) throws {
    let reader = try ParquetReader(MemoryBytes(Self.file()))
    let found = try lines(of: reader.filtering(text).selecting("id, t, n, x"))
    #expect(found == (try lines(of: ChunkSource(Self.schema, [Self.chunk()]).filtering(text).selecting("id, t, n, x"))))
    #expect(reader.skippedGroups == skipped)
  }

  @Test func aNumberThatIsNoneIsGreaterThanAll() throws {
    // Its row group has no bounds, so it is read.
    let found = try ParquetReader(MemoryBytes(Self.file())).filtering("x > 1000").selecting("id")
    #expect(try lines(of: found) == "{\"id\":950}\n")
  }

  static let ways: [@Sendable (any TableSource) throws -> any TableSource] = [
    { try $0.selecting("n, id") }, { try $0.sorting("x desc, id").selecting("t") },
    { try $0.computing("id * 2 as id").selecting("id, d").limited(to: 30, skipping: 5) },
    { try $0.grouping(by: "n", "n, count() as rows, max(d) as last") }, { try $0.grouping(by: "", "count() as rows") },
    { try $0.renaming(["t": "id", "id": "t"]).selecting("id").limited(to: 3) },
    { try $0.filtering("n < 10").sorting("n desc").selecting("id").limited(to: 20) },
    { try $0.limited(to: 200).filtering("id > 150").selecting("m, id") },
    { try $0.joining(ChunkSource(Self.schema, [Self.chunk()]), on: ["n": "id"], .inner).selecting("id, Data_t") },
    { try $0.appending([ChunkSource(Self.schema, [Self.chunk()])], origin: "from").selecting("from, id, p") },
    { try $0.pivoting(rows: "id % 3 as r", column: "n", cell: "count()") }, { try $0.dropping(["t", "x", "m"]) },
  ]

  @Test(arguments: ways.indices) func columnsAreLeftOut(way: Int) throws {
    let ours = try Self.ways[way](ParquetReader(MemoryBytes(Self.file())))
    let expected = try Self.ways[way](ChunkSource(Self.schema, [Self.chunk()]))
    #expect(try lines(of: ours) == lines(of: expected))
  }
}
