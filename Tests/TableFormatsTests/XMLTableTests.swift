import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct XMLTableTests {
  @Test(arguments: 1...6) func whatWeWriteComesBackAndIsValid(seed: UInt64) throws {
    var random = RandomTable(seed: seed)
    let schema = random.schema(columns: 7, isFlat: seed > 4)
    let chunks = (0..<3).map { _ in random.chunk(schema, rows: 60) }
    let bytes = try write(ChunkSource(schema, chunks)) { XMLRowWriter($0) }
    let expected = try lines(of: ChunkSource(schema, chunks))
    let back = try XMLRowReader(MemoryBytes(bytes, portion: 777), .init(schema: schema, chunkRows: 50))
    #expect(try lines(of: back) == expected)
    let folder = try TemporaryFolder()
    let xsd = try folder.write(XMLTableSchema.text(schema), to: "t.xsd")
    let verdict = try Judge.run(["xmllint", "--noout", "--schema", xsd, try folder.write(bytes, to: "t.xml")])
    #expect(verdict.status == 0, "\(verdict.output.prefix(600))")
    if seed > 4 {
      try folder.write(expected, to: "t.ndjson")
      #expect(try TableJudge.run("xml", folder.file("t.xml"), folder.file("t.ndjson")).contains("same 180"))
    }
  }

  static let shapes: [(xml: String, path: String, rows: String)] = [
    (
      "<a><b><x>1</x><y>u</y></b><b><y>v</y><x/></b></a>", "a/b",
      #"{"x":1,"y":"u"}"# + "\n" + #"{"x":null,"y":"v"}"#
    ),
    // Attributes are columns; what stands around the rows is passed over.
    (
      "<r><meta at='1'/><items><item id='7' k='é'/><item id='8'>t</item></items></r>", "r/items/item",
      #"{"id":7,"k":"é","text":null}"# + "\n" + #"{"id":8,"k":null,"text":"t"}"#
    ),
    ("<r><v>1</v><v>2.5</v></r>", "r/v", #"{"text":1.0}"# + "\n" + #"{"text":2.5}"#),
    (
      "<r xmlns='urn:x'><p:e xmlns:p='urn:y'><t>a</t><t>b</t></p:e><p:e xmlns:p='urn:y'/></r>", "r/e",
      #"{"t":["a","b"]}"# + "\n" + #"{"t":null}"#
    ),
    (
      "<r><e><o u='EUR'>5</o></e><e><o u='USD'>6</o></e></r>", "r/e",
      #"{"o":{"u":"EUR","text":"5"}}"# + "\n" + #"{"o":{"u":"USD","text":"6"}}"#
    ),
    ("<Data>\n<row><a> x </a><d>2026-11-21</d></row>\n</Data>", "Data/row", #"{"a":" x ","d":"2026-11-21"}"#),
    ("<r/>", "", ""),
  ]

  @Test(arguments: shapes) func shapesAreFound(xml: String, path: String, rows: String) throws {
    let reader = try XMLRowReader(MemoryBytes(xml))
    #expect(reader.rowPath == path)
    #expect(try lines(of: reader).split(separator: "\n").joined(separator: "\n") == rows)
    // With all rows judged beforehand, and hardly any sample.
    let found = try XMLRowReader.inferSchema(MemoryBytes(Array(xml.utf8), portion: 3))
    #expect(found.rowPath == path && found.schema == reader.schema)
  }

  static let faults: [(xml: String, code: TableError.Code)] = [
    ("<r><e><a>1</a></e><e>", .syntax), ("<r><e></r>", .syntax), ("", .syntax), ("no markup", .syntax),
    ("<!DOCTYPE r [<!ENTITY a 'b'>]><r><e/><e/></r>", .unsupported),
  ]

  @Test(arguments: faults) func faultsAreNamed(xml: String, code: TableError.Code) {
    let error = #expect(throws: TableError.self) { _ = try lines(of: XMLRowReader(MemoryBytes(xml))) }
    #expect(error?.code == code)
  }

  @Test func aLateValueOfAnotherTypeIsAnErrorOrAWarning() throws {
    let xml = "<r><e><a>1</a></e><e><a>2</a><b>x</b></e><e><a>oops</a></e></r>"
    let schema = TableSchema(columns: [Column("a", .integer)])
    let error = #expect(throws: TableError.self) {
      _ = try lines(of: XMLRowReader(MemoryBytes(xml), .init(schema: schema)))
    }
    #expect(error?.location.row == 2 && error?.location.column == "b")
    let lenient = try XMLRowReader(MemoryBytes(xml), .init(schema: schema, isLenient: true))
    #expect(try lines(of: lenient) == "{\"a\":1}\n{\"a\":2}\n{\"a\":null}\n")
    #expect(lenient.warnings.first.map(\.location.column) == ["b", "a"])
  }

  @Test func namesBecomeElements() throws {
    let schema = TableSchema(
      name: "my data",
      columns: [Column("Unit price", .integer), Column("1st", .text), Column("é", .text), Column("", .text)])
    let chunk = TableChunk(schema)
    chunk.columns[0].append(integer: 5)
    chunk.columns[1].append("<&>\r\u{1}")
    chunk.columns[2].appendNull()
    chunk.columns[3].append("")
    chunk.seal()
    let sink = MemorySink()
    let writer = XMLRowWriter(sink)
    try writer.write(ChunkSource(schema, [chunk]))
    let report = try writer.finish()
    #expect(
      String(decoding: sink.bytes, as: UTF8.self).contains(
        "<my_data>\n<row><Unit_price>5</Unit_price><_1st>&lt;&amp;&gt;&#13;\u{FFFD}</_1st><_></_></row>\n</my_data>"))
    #expect(report.notes.count == 2 && report.bytes == sink.bytes.count)
  }
}
