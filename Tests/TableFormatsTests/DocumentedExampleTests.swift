import ByteIO
import Judging
import TableFormats
import Tables
import Testing

/// The examples of docs/tables.md and docs/formats run here, letter by letter.
@Suite struct DocumentedExampleTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,city,amount\n1,Oslo,2.5\n2,Paris,3.5\n3,,1\n", to: "data.csv")
    try folder.write("id\n7\n", to: "more.csv")
  }

  @Test func convert() throws {
    let source = try TableFile.open(folder.file("data.csv"))
    let writer = try TableFile.writer(folder.file("data.xlsx"))
    try writer.write(source)
    let report = try writer.finish()
    #expect(report.rows == 3)

    let book = try TableFile.writer(folder.file("book.xlsx"))
    for name in ["data.csv", "more.csv"] { try book.write(TableFile.open(folder.file(name))) }
    _ = try book.finish()
    #expect(try XLSXReader(path: folder.file("book.xlsx")).sheetNames == ["data", "more"])
  }

  @Test func transforms() throws {
    let rows = "city,amount,price,day\nOslo,2,2.5,2026-01-01\nOslo,1,4,2026-02-01\nRome,0,9,2025-01-01\n"
    try folder.write(rows, to: "data.csv")
    let sales = try TableFile.open(folder.file("data.csv"))
    let totals = try sales.filtering("amount > 0")
      .computing("round(price * amount, 2) as total")
      .grouping(by: "city, year(day) as year", "city, year, sum(total) as total, count() as rows")
      .sorting("total desc")
      .limited(to: 100)
    #expect(try lines(of: totals) == "{\"city\":\"Oslo\",\"year\":2026,\"total\":9.0,\"rows\":2}\n")
  }

  @Test func profile() throws {
    let profile = try TableProfile(of: TableFile.open(folder.file("data.csv")))
    let cities = profile.columns[1]
    print(cities.nulls, cities.distinct, cities.top.map(\.value))
    #expect((cities.nulls, cities.distinct) == (1, 2))
  }

  @Test func csv() throws {
    var options = CSVReadOptions(sampleRows: 1000, strictness: .lenient)
    options.schema = TableSchema(columns: [Column("id", .integer), Column("price", .decimal(precision: 10, scale: 2))])
    let prices = try CSVReader(MemoryBytes("id,price\n1,2.50\noops,3.00\n"), options)
    while let chunk = try prices.next() { print(chunk.columns[1].unscaled(0)) }
    print(prices.warnings.first.map(\.description))
    #expect(prices.warnings.count == 1)
  }

  @Test func geojson() throws {
    let towns = #"""
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [10.75, 59.5]}, "properties": {"town": "Oslo"}}]}
      """#
    let places = try TableFile.writer(folder.file("places.parquet"))
    try places.write(GeoJSONReader(MemoryBytes(towns)))
    _ = try places.finish()
    let back = try TableFile.writer(folder.file("places.geojson"))
    try back.write(TableFile.open(folder.file("places.parquet")))
    _ = try back.finish()
    #expect(
      String(decoding: try folder.read("places.geojson"), as: UTF8.self).contains(
        "[10.75,59.5]},\"properties\":{\"town\""))
  }

  @Test func xml() throws {
    let catalog = "<catalog><item id=\"7\"><price>2.50</price></item><item id=\"8\"/></catalog>"
    let items = try XMLRowReader(MemoryBytes(catalog))
    print(items.rowPath, items.schema.columns.map(\.name))
    #expect(items.rowPath == "catalog/item" && items.schema.columns.map(\.name) == ["id", "price"])
  }

  @Test func split() throws {
    var options = TableFile.WriteOptions()
    options.split = .init(rows: 100_000)
    let parts = try TableFile.writer(folder.file("parts.csv.gz"), options)
    try parts.write(TableFile.open(folder.file("data.csv")))
    print(try parts.finish().files)
  }

  @Test func json() throws {
    let text = "{\"day\":\"2026-11-21\"}\n{\"day\":null,\"size\":2.5}\n"
    let rows = try JSONRowReader(MemoryBytes(text))
    print(rows.schema.columns.map(\.type))
    #expect(rows.schema.columns.map(\.type) == [.date, .double])
  }

  @Test func parquet() throws {
    let file = try FileSink(path: folder.file("data.parquet"))
    let parquet = ParquetWriter(file, .init(codec: .zstd, bloomFilterColumns: ["city"]))
    try parquet.write(CSVReader(MemoryBytes("city,size\nOslo,1\nParis,2\n")))
    _ = try parquet.finish()
    let sizes = try ParquetReader(FileBytes(path: folder.file("data.parquet")), columns: ["size"])
    #expect(try lines(of: sizes) == "{\"size\":1}\n{\"size\":2}\n")
  }

  @Test func xlsx() throws {
    var sheet = XLSXSheet()
    sheet.tableStyle = "TableStyleMedium2"
    sheet.numberFormats = ["price": "#,##0.00 [$€]"]
    sheet.formulas = [("double", "B{row}*2")]
    sheet.rules = [.init(column: "price", .greater(2))]
    sheet.charts = [.init(.column, title: "Prices", categories: "city", series: ["price"])]
    let workbook = XLSXWriter(try FileSink(path: folder.file("styled.xlsx")), .init(speed: .small, sheet: sheet))
    try workbook.write(CSVReader(MemoryBytes("city,price\nOslo,1.5\nParis,2.5\n")))
    _ = try workbook.finish()
    let back = try XLSXReader(path: folder.file("styled.xlsx"))
    #expect(back.schema.columns.map(\.name) == ["city", "price", "double"])
  }

  @Test func everyExampleOfThePagesIsHere() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    func text(_ path: String) throws -> [Substring] {
      let verdict = try Judge.run(["cat", "\(root)/\(path)"])
      #expect(verdict.status == 0, "\(verdict.output)")
      return verdict.output.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let known = Set(try text("Tests/TableFormatsTests/DocumentedExampleTests.swift").map { $0.drop { $0 == " " } })
    var examples = 0
    for page in ["tables", "formats/csv", "formats/json", "formats/parquet", "formats/xlsx", "formats/xml"] {
      var isCode = false
      for line in try text("docs/\(page).md") {
        if line.hasPrefix("```") {
          isCode = line == "```swift"
          if isCode { examples += 1 }
        } else if isCode {
          #expect(known.contains(line.drop { $0 == " " }), "\(page): \(line)")
        }
      }
    }
    #expect(examples == 10)
  }
}
