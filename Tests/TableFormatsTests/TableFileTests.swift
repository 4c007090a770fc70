import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct TableFileTests {
  static let ways: [String] = [
    "t.csv", "t.tsv", "t.json", "t.ndjson", "t.parquet", "t.xlsx", "t.csv.gz", "t.csv.zst", "t.ndjson.zst",
    "t.xml", "t.xml.gz",
  ]

  @Test(arguments: ways) func everyFormatComesBack(name: String) throws {
    let folder = try TemporaryFolder()
    let text = "id,city,amount,day\n1,Łódź,2.5,2026-11-21\n2,\"a,\"\"b\"\"\",,2026-01-02\n3,,1.25,\n"
    let source = try folder.write(text, to: "in.csv")
    let expected = try lines(of: TableFile.open(source))
    let writer = try TableFile.writer(folder.file(name))
    try writer.write(TableFile.open(source))
    #expect(try writer.finish().rows == 3)
    let back = try TableFile.open(folder.file(name))
    #expect(try lines(of: back) == expected)
    #expect(back.schema.columns.map(\.type) == [.integer, .text, .double, .date])
  }

  @Test func gzipIsReadByOthers() throws {
    let folder = try TemporaryFolder()
    let writer = try TableFile.writer(folder.file("t.csv.gz"))
    try writer.write(CSVReader(MemoryBytes("a\n1\n")))
    _ = try writer.finish()
    #expect(try Judge.run(["gzip", "-dc", folder.file("t.csv.gz")]).output == "a\n1\n")
  }

  @Test func theBytesTellTheFormatWhereTheNameDoesNot() throws {
    let folder = try TemporaryFolder()
    let bytes = try write(CSVReader(MemoryBytes("a\n1\n"))) { ParquetWriter($0) }
    #expect(try lines(of: TableFile.open(folder.write(bytes, to: "mystery"))) == "{\"a\":1}\n")
    #expect(throws: TableError.self) { _ = try TableFile.writer(folder.file("mystery")) }
  }

  @Test func aCancelledExportStops() throws {
    let control = TableControl()
    control.cancel()
    let error = #expect(throws: TableError.self) {
      try CSVWriter(MemorySink()).write(CSVReader(MemoryBytes("a\n1\n")), control: control)
    }
    #expect(error?.code == .cancelled)
  }

  @Test func aCutCompressedFileIsAnError() throws {
    let folder = try TemporaryFolder()
    for outside in OutsideCompression.allCases {
      let sink = MemorySink()
      let compressing = try CompressingSink(sink, outside)
      try compressing.write("a,b\n" + String(repeating: "1,2\n", count: 1000))
      try compressing.finish()
      let path = try folder.write(Array(sink.bytes.dropLast(3)), to: "cut.csv")
      #expect(throws: TableError.self) { _ = try lines(of: TableFile.open(path)) }
    }
  }
}
