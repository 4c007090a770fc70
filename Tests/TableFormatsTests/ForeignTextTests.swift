import Judging
import TableFormats
import Tables
import Testing

/// What pandas, polars, DuckDB and pyarrow write as text, we read value by value.
@Suite struct ForeignTextTests {
  @Test func weReadWhatOthersWrite() throws {
    let folder = try TemporaryFolder()
    _ = try TableJudge.run("texts", folder.path)
    let names = [
      "polars.csv", "pyarrow.csv", "pandas.csv", "duckdb.csv", "polars.ndjson", "duckdb.ndjson", "python.ndjson",
      "pandas.xml",
    ]
    for name in names {
      do {
        let table = try TableFile.open(folder.file(name))
        try folder.write(Array(try lines(of: table).utf8), to: "\(name).said")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(try TableJudge.run("same_texts", folder.path).contains("same \(names.count)"))
  }
}
