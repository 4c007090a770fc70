import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct JSONTests {
  @Test(arguments: [JSONRowWriter.Layout.array, .lines], 1...4)
  func whatWeWriteIsReadBack(layout: JSONRowWriter.Layout, seed: Int) throws {
    var random = RandomTable(seed: UInt64(seed))
    var schema = random.schema(columns: 6)
    // Binary has no type of its own in JSON.
    for index in schema.columns.indices
    where "\(schema.columns[index].type)".contains("binary") || "\(schema.columns[index].type)".contains("decimal") {
      schema.columns[index].type = .text
    }
    let chunk = random.chunk(schema, rows: 100)
    let bytes = try write(ChunkSource(schema, [chunk])) { JSONRowWriter($0, layout) }
    let expected = try lines(of: ChunkSource(schema, [chunk]))
    for portion in [Int.max, 1] {
      let reader = try JSONRowReader(MemoryBytes(bytes, portion: portion), .init(schema: schema, chunkRows: 30))
      #expect(try lines(of: reader) == expected)
    }
    let folder = try TemporaryFolder()
    let verdict = try Judge.python(
      "import json,sys; t=open(sys.argv[1],encoding='utf-8').read(); print(len(json.loads(t) if t[0]=='[' else [json.loads(l) for l in t.split(chr(10)) if l]))",
      folder.write(bytes, to: "t.json"))
    #expect(verdict.output == "100\n")
  }

  @Test func typesAreInferred() throws {
    let text = """
      {"i":1,"d":1,"t":"x","day":"2026-11-21","at":"2026-11-21T10:00:00Z","l":[1,2.5],"o":{"a":1},"mixed":1}
      {"i":2,"d":1.5,"t":"2026-01-01","day":null,"at":"2026-11-21T10:00:00Z","l":[],"o":{"a":2,"b":"y"},"mixed":"z","new":true}
      """
    let reader = try JSONRowReader(MemoryBytes(text))
    #expect(
      reader.schema.columns.map(\.type) == [
        .integer, .double, .text, .date, .timestamp(zone: "UTC"), .list(.double),
        .object([Column("a", .integer), Column("b", .text)]), .text, .boolean,
      ])
    #expect(try lines(of: reader).split(separator: "\n").count == 2)
  }

  static let faults: [(text: String, code: TableError.Code)] = [
    ("[{\"a\":1},", .truncated), ("[{\"a\":1} {\"a\":2}]", .syntax), ("[{\"a\":1}] x", .syntax),
    ("{\"a\":", .truncated),
    ("[1,2]", .syntax), ("{\"a\":tru}", .syntax), ("\"text\"", .syntax),
  ]

  @Test(arguments: faults) func faultsAreSaid(text: String, code: TableError.Code) {
    let error = #expect(throws: TableError.self) { _ = try lines(of: JSONRowReader(MemoryBytes(text))) }
    #expect(error?.code == code)
  }

  @Test func aLateTypeIsAnErrorOrAWarning() throws {
    let text = "{\"a\":1}\n{\"a\":\"x\",\"b\":2}\n"
    let error = #expect(throws: TableError.self) {
      _ = try lines(of: JSONRowReader(MemoryBytes(text), .init(sampleRows: 1)))
    }
    #expect(error?.location.row == 2)
    let reader = try JSONRowReader(MemoryBytes(text), .init(sampleRows: 1, isLenient: true))
    #expect(try lines(of: reader) == "{\"a\":1}\n{\"a\":null}\n")
    #expect(reader.warnings.count == 2)
  }
}
