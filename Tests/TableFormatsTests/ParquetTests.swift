import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct ParquetTests {
  @Test func othersReadWhatWeWrite() throws {
    let folder = try TemporaryFolder()
    let seeds = 1...(TableJudge.isLong ? 200 : 12)
    for seed in seeds {
      var random = RandomTable(seed: UInt64(seed))
      let schema = random.schema(columns: 6)
      let chunks = (0..<3).map { _ in random.chunk(schema, rows: 80) }
      let codec: ParquetCodec = [.zstd, .snappy, .none, .gzip][seed % 4]
      let bytes = try write(ChunkSource(schema, chunks)) {
        ParquetWriter($0, .init(codec: codec, usesDictionary: seed % 3 != 0, rowGroupRows: 150))
      }
      let expected = try lines(of: ChunkSource(schema, chunks))
      #expect(try lines(of: ParquetReader(MemoryBytes(bytes))) == expected)
      try folder.write(bytes, to: "\(seed).parquet")
      try folder.write(Array(expected.utf8), to: "\(seed).ndjson")
    }
    #expect(try TableJudge.run("parquet", folder.path).contains("same \(seeds.count)"))
  }

  @Test func bloomFiltersAreFound() throws {
    let schema = TableSchema(columns: [Column("t", .text), Column("n", .integer), Column("f", .double)])
    var random = RandomTable(seed: 11)
    let chunk = random.chunk(schema, rows: 200)
    let bytes = try write(ChunkSource(schema, [chunk])) {
      ParquetWriter($0, .init(bloomFilterColumns: ["t", "n", "f"]))
    }
    #expect(try lines(of: ParquetReader(MemoryBytes(bytes))) == lines(of: ChunkSource(schema, [chunk])))
    let folder = try TemporaryFolder()
    try folder.write(Array(lines(of: ChunkSource(schema, [chunk])).utf8), to: "b.ndjson")
    #expect(
      try TableJudge.run("bloom", folder.write(bytes, to: "b.parquet"), folder.file("b.ndjson")).contains("same 200"))
  }

  @Test func weReadWhatOthersWrite() throws {
    let folder = try TemporaryFolder()
    _ = try TableJudge.run("foreign", folder.path)
    let names = try String(decoding: folder.read("names.txt"), as: UTF8.self).split(separator: "\n").map(String.init)
    // Every codec, page version and encoding that pyarrow, polars, DuckDB and fastparquet write.
    #expect(names.count >= 50)
    for name in names {
      do {
        let reader = try ParquetReader(FileBytes(path: folder.file("\(name).parquet")))
        try folder.write(Array(try lines(of: reader).utf8), to: "\(name).ndjson")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(try TableJudge.run("compare", folder.path).contains("same \(names.count)"))
    let refused = folder.file("lzo.refused")
    let error = #expect(throws: TableError.self) { _ = try lines(of: ParquetReader(FileBytes(path: refused))) }
    #expect(error?.message.contains("LZO") == true)
  }

  @Test func durationsZonesAndUnitsComeBack() throws {
    let schema = TableSchema(columns: [
      Column("d", .duration), Column("t", .timestamp(zone: "Europe/Madrid")), Column("kg", .double, unit: "kg"),
    ])
    var random = RandomTable(seed: 5)
    let chunk = random.chunk(schema, rows: 50)
    let bytes = try write(ChunkSource(schema, [chunk])) { ParquetWriter($0) }
    let reader = try ParquetReader(MemoryBytes(bytes))
    #expect(reader.schema.columns == schema.columns)
    #expect(try lines(of: reader) == lines(of: ChunkSource(schema, [chunk])))
  }

  @Test func aMissingValueWhereNoneMayBeIsRefused() throws {
    let schema = TableSchema(columns: [Column("id", .integer, isNullable: false)])
    let chunk = TableChunk(schema)
    chunk.columns[0].appendNull()
    chunk.seal()
    #expect(throws: TableError.self) { _ = try write(ChunkSource(schema, [chunk])) { ParquetWriter($0) } }
  }

  @Test func sameTableSameBytes() throws {
    func once() throws -> [UInt8] {
      var random = RandomTable(seed: 3)
      let schema = random.schema(columns: 5)
      return try write(ChunkSource(schema, [random.chunk(schema, rows: 300)])) { ParquetWriter($0) }
    }
    #expect(try once() == once())
  }

  @Test func aCutFileIsAnError() throws {
    var random = RandomTable(seed: 9)
    let schema = random.schema(columns: 4)
    let bytes = try write(ChunkSource(schema, [random.chunk(schema, rows: 100)])) { ParquetWriter($0) }
    for length in stride(from: 0, to: bytes.count - 1, by: 37) {
      #expect(throws: TableError.self) { _ = try lines(of: ParquetReader(MemoryBytes(Array(bytes[..<length])))) }
    }
  }
}
