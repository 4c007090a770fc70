import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct CSVTests {
  @Test(arguments: 1...6) func whatWeWriteIsReadBack(seed: Int) throws {
    var random = RandomTable(seed: UInt64(seed))
    let schema = random.schema(columns: 6, isFlat: true)
    let chunk = random.chunk(schema, rows: 300)
    let bytes = try write(ChunkSource(schema, [chunk])) {
      CSVWriter($0, .init(lineEnd: seed % 2 == 0 ? .crlf : .lf, guardsFormulas: false))
    }
    let expected = try lines(of: ChunkSource(schema, [chunk]))
    for portion in [Int.max, 1, 7] {
      let reader = try CSVReader(MemoryBytes(bytes, portion: portion), .init(schema: schema, chunkRows: 64))
      let found = try lines(of: reader).utf8.split(separator: 10)
      for (line, wanted) in zip(found, expected.utf8.split(separator: 10)) where !line.elementsEqual(wanted) {
        Issue.record("\(String(line) ?? "") is not \(String(wanted) ?? "")")
        break
      }
      #expect(found.count == chunk.count)
    }
    guard seed == 1 || TableJudge.isLong else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(bytes, to: "table.csv")
    let said = try folder.write(Array(expected.utf8), to: "table.ndjson")
    #expect(try TableJudge.run("csv", file, said).contains("same 300"))
  }

  static let inferred: [(text: String, types: [ColumnType])] = [
    ("a,b\n1,x\n2,y\n", [.integer, .text]),
    ("a;b\n1;2.5\n3;4\n", [.integer, .double]),
    ("a\tb\ntrue\t2026-11-21\nFALSE\t2026-01-02\n", [.boolean, .date]),
    ("id,zip\n1,00123\n2,94016\n", [.integer, .text]),
    (
      "t,z\n2026-11-21 10:00,2026-11-21T10:00:00Z\n2026-11-22,2026-11-21T10:00:00+02:00\n",
      [.timestamp(zone: nil), .timestamp(zone: "UTC")]
    ),
    ("n\n9007199254740993\n1.5\n", [.text]),
    ("n\n123456789012345678901\n", [.text]),
    ("phone\n+34600111222\n", [.text]),
    ("n,m\n1,NULL\nNA,2\n", [.integer, .integer]),
    ("d\nPT1H\nP2DT3S\n", [.duration]),
  ]

  @Test(arguments: inferred) func typesAreInferred(text: String, types: [ColumnType]) throws {
    let reader = try CSVReader(MemoryBytes(text))
    #expect(reader.schema.columns.map(\.type) == types)
    let whole = try CSVReader.inferSchema(MemoryBytes(text))
    #expect(whole.schema == reader.schema)
    #expect(whole.confidence == reader.confidence)
  }

  @Test func aLateTextWidensTheWholeColumn() throws {
    let text = "n\n" + String(repeating: "1\n", count: 500) + "none\n"
    let options = CSVReadOptions(sampleRows: 100)
    let error = #expect(throws: TableError.self) { _ = try lines(of: CSVReader(MemoryBytes(text), options)) }
    #expect(error?.location.row == 501)
    #expect(error?.location.column == "n")
    let whole = try CSVReader.inferSchema(MemoryBytes(text), options)
    #expect(whole.schema.columns[0].type == .text)
    #expect(whole.confidence[0] < 0.01)
  }

  static let faults: [(text: String, code: TableError.Code, row: Int)] = [
    ("a,b\n1,2\n3\n", .ragged, 2),
    ("a,b\n1,2,3\n", .ragged, 1),
    ("a,b\n1,2\n3,\"open\n", .syntax, 2),
    ("a,b\n1,\"x\"y\n", .syntax, 1),

  ]

  @Test(arguments: faults) func faultsAreLocated(text: String, code: TableError.Code, row: Int) throws {
    let error = #expect(throws: TableError.self) { _ = try lines(of: CSVReader(MemoryBytes(text))) }
    #expect(error?.code == code)
    #expect(error?.location.row == row)
    #expect(error?.location.text != nil)
  }

  @Test func lenientReadingWarnsAndGoesOn() throws {
    let schema = TableSchema(columns: [Column("a", .integer), Column("b", .text)])
    let reader = try CSVReader(
      MemoryBytes("a,b\n1,x\noops,y\n3\n4,z,w\n"), .init(schema: schema, strictness: .lenient))
    #expect(
      try lines(of: reader) == """
        {"a":1,"b":"x"}
        {"a":null,"b":"y"}
        {"a":3,"b":null}
        {"a":4,"b":"z"}

        """)
    #expect(reader.warnings.first.map(\.code) == [.ragged, .ragged, .type])
  }

  static let encodings: [(bytes: [UInt8], encoding: TextEncoding)] = [
    ([0xEF, 0xBB, 0xBF] + Array("a\né\n".utf8), .utf8),
    (Array("a\n".utf8) + [0xE9, 0x0A], .windows1252),
    ([0xFF, 0xFE] + Array("a\né\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, .utf16LittleEndian),
    ([0xFE, 0xFF] + Array("a\né\n".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, .utf16BigEndian),
  ]

  @Test(arguments: encodings) func encodingsAreDetected(bytes: [UInt8], encoding: TextEncoding) throws {
    let reader = try CSVReader(MemoryBytes(bytes), .init(hasHeader: true))
    #expect(reader.encoding == encoding)
    #expect(try lines(of: reader) == "{\"a\":\"é\"}\n")
  }

  @Test func formulasAreGuarded() throws {
    let schema = TableSchema(columns: [Column("t", .text), Column("n", .integer)])
    let chunk = TableChunk(schema)
    for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "ok", "a=b"] {
      chunk.columns[0].append(text)
      chunk.columns[1].append(integer: -1)
    }
    chunk.seal()
    let bytes = try write(ChunkSource(schema, [chunk])) { CSVWriter($0) }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "t,n\n\"'=1+1\",-1\n\"'+1\",-1\n\"'-1\",-1\n\"'@x\",-1\n\"'\tx\",-1\n\"'\rx\",-1\nok,-1\na=b,-1\n")
  }

  @Test func missingAndEmptyAreToldApart() throws {
    let text = "a,b\n,\"\"\n"
    let reader = try CSVReader(
      MemoryBytes(text), .init(schema: TableSchema(columns: [Column("a", .text), Column("b", .text)])))
    #expect(try lines(of: reader) == "{\"a\":null,\"b\":\"\"}\n")
  }

  @Test func aSingleColumnKeepsItsMissingValues() throws {
    let reader = try CSVReader(MemoryBytes("n\n\n3\n"))
    let bytes = try write(reader) { CSVWriter($0) }
    #expect(String(decoding: bytes, as: UTF8.self) == "n\n\"\"\n3\n")
    let back = try CSVReader(MemoryBytes(bytes), .init(schema: reader.schema))
    #expect(try lines(of: back) == "{\"n\":null}\n{\"n\":3}\n")
  }
}
