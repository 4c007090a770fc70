import ByteIO
import Judging
import TableFormats
import Tables
import Testing

@Suite struct XLSXTests {
  @Test func othersReadWhatWeWrite() throws {
    let folder = try TemporaryFolder()
    let seeds = 1...(TableJudge.isLong ? 60 : 4)
    for seed in seeds {
      var random = RandomTable(seed: UInt64(seed))
      let schema = random.schema(columns: 7, isFlat: true)
      let chunk = random.chunk(schema, rows: 150)
      let bytes = try write(ChunkSource(schema, [chunk])) {
        XLSXWriter(
          $0,
          .init(
            speed: seed % 2 == 0 ? .fast : .small, sharedTexts: seed % 3 == 0 ? 10 : 50_000,
            omitsReferences: seed % 4 > 1))
      }
      if seed < 5 {
        #expect(try lines(of: XLSXReader(bytes, .init(chunkRows: 40))).split(separator: "\n").count == 150)
      }
      try folder.write(bytes, to: "\(seed).xlsx")
      try folder.write(Array(try lines(of: ChunkSource(schema, [chunk])).utf8), to: "\(seed).ndjson")
    }
    #expect(try TableJudge.run("xlsx", folder.path).contains("same \(seeds.count)"))
  }

  /// LibreOffice opens our workbooks and CSV and saves them as workbooks; what other readers find then is what we wrote.
  @Test func libreOfficeGivesTheValuesBack() throws {
    let folder = try TemporaryFolder()
    let seeds: [UInt64] = TableJudge.isLong ? [3, 8] : [3]
    for seed in seeds {
      var random = RandomTable(seed: UInt64(seed))
      let schema = random.schema(columns: 10, isFlat: true)
      let chunk = random.chunk(schema, rows: 60)
      let bytes = try write(ChunkSource(schema, [chunk])) {
        XLSXWriter($0, .init(speed: seed == 3 ? .fast : .small, omitsReferences: seed == 3))
      }
      try folder.write(bytes, to: "\(seed).xlsx")
      try folder.write(Array(try lines(of: ChunkSource(schema, [chunk])).utf8), to: "\(seed).ndjson")
    }
    // Every type that a cell of CSV can be told by.
    let types: [ColumnType] = [
      .text, .integer, .double, .boolean, .date, .time, .timestamp(zone: nil), .decimal(precision: 12, scale: 3),
    ]
    var random = RandomTable(seed: 21)
    let schema = TableSchema(columns: types.enumerated().map { Column("c\($0)", $1) })
    let chunk = TableChunk(schema)
    for row in 0..<60 {
      chunk.columns[0].append(["plain", "a,b", "say \"so\"", "two\nlines", "Łódź 東京 😀", " x ", "=1+1", ""][row % 8])
      for column in chunk.columns.dropFirst() {
        if row % 9 == 4 {
          column.appendNull()
          continue
        }
        switch column.type {
        case .boolean: column.append(boolean: random.below(2) == 0)
        case .double: column.append(double: Double(random.below(1_000_000)) / 64)
        case .date: column.append(integer: Int64(random.below(30_000)))
        case .time: column.append(integer: Int64(random.below(86_400)) * 1_000_000)
        case .timestamp: column.append(integer: Int64(random.below(2_000_000_000)) * 1_000_000)
        default: column.append(integer: Int64(random.below(1_000_000)) - 500_000)
        }
      }
    }
    chunk.seal()
    let text = try write(ChunkSource(schema, [chunk])) { CSVWriter($0) }
    try folder.write(text, to: "text.csv")
    // What would be a formula is a text there.
    let said = try lines(of: ChunkSource(schema, [chunk])).replacing("\"=1+1\"", with: "\"'=1+1\"")
    try folder.write(Array(said.utf8), to: "text.ndjson")
    #expect(try TableJudge.run("office", folder.path).contains("same \(seeds.count + 1)"))
  }

  @Test func everyFeaturePassesTheAudit() throws {
    let schema = TableSchema(
      name: "Ventas 'Q1' B",
      columns: [
        Column("city", .text), Column("amount", .double), Column("when", .date), Column("site", .text),
        Column("price", .decimal(precision: 10, scale: 2)),
      ])
    let chunk = TableChunk(schema)
    for row in 0..<20 {
      chunk.columns[0].append(["Paris", "=1+1", "a_x000D_b", "Łódź & <Co>"][row % 4])
      chunk.columns[1].append(double: Double(row) * 1.5)
      chunk.columns[2].append(integer: 20_000 + Int64(row))
      chunk.columns[3].append("https://example.org/?a=\(row)&b=1")
      chunk.columns[4].append(integer: Int64(row) * 105)
    }
    chunk.seal()
    var sheet = XLSXSheet()
    sheet.tableStyle = "TableStyleMedium2"
    sheet.numberFormats = ["amount": "#,##0.00 [$€]"]
    sheet.formulas = [("double", "B{row}*2")]
    sheet.links = ["site"]
    sheet.choices = ["city": ["Paris", "Oslo"]]
    sheet.rules = [
      .init(column: "amount", .greater(20)), .init(column: "amount", .dataBar(color: "638EC6")),
      .init(column: "price", .colorScale(low: "FFFFFF", high: "63BE7B")), .init(column: "city", .contains("a\"b")),
      .init(column: "amount", .between(1, 2), fill: "C6EFCE"),
    ]
    sheet.charts = XLSXSheet.Chart.Kind.allCases.map {
      .init($0, title: "\($0) & more", categories: $0 == .scatter ? "price" : "city", series: ["amount"])
    }
    sheet.images = [.init(Self.pixel, row: 3, column: 9, width: 20, height: 20, description: "A dot")]
    sheet.isProtected = true
    var plain = XLSXSheet()
    plain.freezesHeader = false
    let options = XLSXOptions(
      properties: .init(title: "T & T", author: "Me", company: "C"),
      definedNames: [("Rates", "'Ventas ''Q1'' B'!$B$2:$B$9")], sheet: plain, sheets: [schema.name: sheet])
    let sink = MemorySink()
    let writer = XLSXWriter(sink, options)
    try writer.write(ChunkSource(schema, [chunk]))
    var second = schema
    second.name = "Ventas [Q1]"
    try writer.write(ChunkSource(second, [chunk]))
    try writer.write(ChunkSource(TableSchema(name: "empty", columns: [Column("x", .integer)]), []))
    let report = try writer.finish()
    #expect(report.tables == 3)
    let folder = try TemporaryFolder()
    #expect(try TableJudge.run("features", folder.write(sink.bytes, to: "all.xlsx")).contains("no findings"))
  }

  /// A PNG of one pixel.
  static let pixel: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
    0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xF0,
    0x1F, 0, 5, 0, 1, 0xFF, 0x89, 0x99, 0x3D, 0x1D, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  @Test func whatASheetCannotHoldIsSaid() throws {
    let schema = TableSchema(columns: [Column("n", .integer), Column("d", .date), Column("t", .text)])
    let chunk = TableChunk(schema)
    chunk.columns[0].append(integer: .max)
    chunk.columns[1].append(integer: -40_000)
    chunk.columns[2].append(String(repeating: "é", count: 40_000))
    chunk.seal()
    let writer = XLSXWriter(MemorySink())
    try writer.write(ChunkSource(schema, [chunk]))
    #expect(try writer.finish().notes.count == 3)
  }
}

@Suite struct XLSXReaderTests {
  @Test(arguments: 1...5) func weReadWhatWeWrite(seed: Int) throws {
    var random = RandomTable(seed: UInt64(seed) + 100)
    // Types that come back by their cells alone.
    let types: [ColumnType] = [.text, .integer, .double, .boolean, .date]
    let schema = TableSchema(name: "T", columns: types.enumerated().map { Column("c\($0)", $1) })
    let chunk = TableChunk(schema)
    for row in 0..<200 {
      chunk.columns[0].append("t\(random.below(50)) <&> _x000D_ \u{1}é")
      chunk.columns[1].append(integer: Int64(random.below(1_000_000)) - 500_000)
      chunk.columns[2].append(double: Double(random.below(1_000_000)) / 128 + 0.001)
      chunk.columns[3].append(boolean: random.below(2) == 0)
      if row % 7 == 3 {
        chunk.columns[4].appendNull()
      } else {
        chunk.columns[4].append(integer: Int64(random.below(40_000)))
      }
    }
    chunk.seal()
    let bytes = try write(ChunkSource(schema, [chunk])) { XLSXWriter($0, .init(sharedTexts: seed * 10)) }
    let reader = try XLSXReader(bytes)
    #expect(reader.schema.columns.map(\.type) == types)
    #expect(try lines(of: reader) == lines(of: ChunkSource(schema, [chunk])))
  }

  @Test func weReadWhatOthersWrite() throws {
    let folder = try TemporaryFolder()
    _ = try TableJudge.run("workbooks", folder.path)
    for name in ["openpyxl", "xlsxwriter", "polars"] {
      let reader = try XLSXReader(path: folder.file("\(name).xlsx"))
      #expect(try lines(of: reader) == String(decoding: folder.read("expected.ndjson"), as: UTF8.self), "\(name)")
    }
  }

  @Test func dateFormatsAreTold() throws {
    let folder = try TemporaryFolder()
    _ = try TableJudge.run("workbooks", folder.path)
    let reader = try XLSXReader(path: folder.file("formats.xlsx"))
    #expect(
      reader.schema.columns.map(\.type) == [.date, .timestamp(zone: nil), .time, .duration, .double, .date, .text])
  }

  @Test func whatIsNoWorkbookIsRefused() {
    #expect(throws: TableError.self) { _ = try XLSXReader(Array("PK\u{3}\u{4}nothing".utf8)) }
  }
}
