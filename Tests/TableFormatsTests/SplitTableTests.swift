import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct SplitTableTests {
  private func split(_ name: String, _ limits: SplitTableWriter.Limits, rows: Int) throws -> (TableReport, [String]) {
    let folder = try TemporaryFolder()
    var options = TableFile.WriteOptions()
    options.split = limits
    let text = "id,name\n" + (0..<rows).map { "\($0),name \($0)\n" }.joined()
    let writer = try TableFile.writer(folder.file(name), options)
    try writer.write(CSVReader(MemoryBytes(text)))
    let report = try writer.finish()
    return (report, try report.files.map { try lines(of: TableFile.open($0)) })
  }

  @Test(arguments: ["t.csv", "t.ndjson.gz", "t.parquet", "t.xlsx", "t.xml"]) func byRows(name: String) throws {
    let (report, files) = try split(name, .init(rows: 400), rows: 1000)
    #expect(report.rows == 1000)
    let ending = name.dropFirst()
    #expect(
      report.files.map { $0.split(separator: "/").last } == ["t-0001\(ending)", "t-0002\(ending)", "t-0003\(ending)"])
    #expect(files.map { $0.split(separator: "\n").count } == [400, 400, 200])
    #expect(files.joined() == (0..<1000).map { "{\"id\":\($0),\"name\":\"name \($0)\"}\n" }.joined())
  }

  @Test func byBytes() throws {
    let (report, files) = try split("t.csv", .init(bytes: 200_000), rows: 50_000)
    #expect(report.files.count == 4)
    #expect(files.joined().split(separator: "\n").count == 50_000)
    #expect(report.bytes > 800_000)
  }

  @Test func aTableWithoutRowsIsOneFile() throws {
    let (report, files) = try split("t.csv", .init(rows: 10), rows: 0)
    #expect(report.files.count == 1 && files == [""])
  }
}
