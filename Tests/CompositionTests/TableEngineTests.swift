import ByteIO
import Exports
import JSON
import Judging
import Testing

@testable import Composition

/// Tables as requests ask for them: the options of the command line as members.
@Suite struct TableEngineTests {
  static let sales =
    "city,day,amount,price\nOslo,2026-01-05,2,2.5\nRome,2026-01-06,1,4\nOslo,2026-02-01,3,1.5\nBern,,0,9\n"

  private static func request(
    _ format: String, _ options: JSONValue, _ content: String = sales, type: String = "text/csv"
  ) -> RenderRequest {
    RenderRequest(
      format: format, documentType: "table", quality: "professional", title: "Sales", options: options,
      contentType: type, content: Array(content.utf8))
  }

  private static func rendered(_ request: RenderRequest, by engine: any ExportEngine = TableEngine()) throws -> [UInt8]
  {
    let sink = MemorySink()
    _ = try engine.check(request)
    _ = try engine.render(request, into: sink, Checkpoint(timeoutSeconds: 60))
    return sink.bytes
  }

  private static func text(_ request: RenderRequest, by engine: any ExportEngine = TableEngine()) throws -> String {
    String(decoding: try rendered(request, by: engine), as: UTF8.self)
  }

  static let wishes: [(options: JSONValue, result: String)] = [
    (["where": "amount > 1", "select": "city, amount * price as total"], "city,total\nOslo,5\nOslo,4.5\n"),
    (
      [
        "group": "city", "select": ["city", "sum(amount) as n"], "sort": "n desc", "limit": 2,
        "rename": ["n": "how many"],
      ],
      "city,how many\nOslo,5\nRome,1\n"
    ),
    (
      ["group": "city", "pivot": "month(day)", "select": "sum(amount)", "where": "amount > 0"],
      "city,1,2\nOslo,2,3\nRome,1,\n"
    ),
    (
      ["compute": "upper(city) as city", "limit": "1", "delimiter": ";"],
      "city;day;amount;price\nOSLO;2026-01-05;2;2.5\n"
    ),
    (["select": "day", "null_text": "-", "no_header": true], "2026-01-05\n2026-01-06\n2026-02-01\n-\n"),
    (["select": "city", "skip": 3, "bom": true], "\u{FEFF}city\nBern\n"),
  ]

  @Test(arguments: wishes) func rowsAreTransformed(options: JSONValue, result: String) throws {
    #expect(try Self.text(Self.request("csv", options)) == result)
  }

  @Test func inputsAreReadAsToldAndTextsAreGuarded() throws {
    let told: JSONValue = ["input_delimiter": ":", "input_header": false, "input_nulls": ["none", "?"]]
    #expect(
      try Self.text(Self.request("json", told, "1:?\n2:3\n"))
        == #"[{"column_1":1,"column_2":null},"# + "\n" + #"{"column_1":2,"column_2":3}]"# + "\n")
    let formula = "note\n=1+1\n"
    #expect(try Self.text(Self.request("csv", [:], formula)) == "note\n\"'=1+1\"\n")
    #expect(try Self.text(Self.request("csv", ["no_formula_guard": true], formula)) == formula)
    #expect(throws: JobError.self) { try Self.text(Self.request("csv", [:], "a\n1\nx,y\n")) }
    #expect(try Self.text(Self.request("csv", ["lenient": true], "a\n1\nx,y\n")) == "a\n1\nx\n")
  }

  /// The types are those of all rows, not of the first ones.
  @Test func aLateValueDecidesAsWell() throws {
    let content = "n\n" + String(repeating: "1\n", count: 20_000) + "late\n"
    #expect(try Self.text(Self.request("ndjson", ["skip": 20_000], content)) == "{\"n\":\"late\"}\n")
  }

  @Test func aFileThatComesAlongIsJoined() throws {
    var request = Self.request(
      "csv", ["join": "cities.csv", "on": "city = name", "select": "city, country", "limit": 2])
    request.attachments = [.init(name: "cities.csv", content: Array("name,country\nOslo,NO\n".utf8))]
    #expect(try Self.text(request) == "city,country\nOslo,NO\nRome,\n")
    request.options = [:]
    #expect(throws: JobError.self) { try Self.text(request) }
  }

  static let faults: [(format: String, options: JSONValue, option: String, says: String)] = [
    ("csv", ["where": "amout > 1"], "where", "did you mean 'amount'?, at character 1"),
    ("csv", ["where": "amount >"], "where", "at character 9"),
    ("csv", ["where": "amount + 1"], "where", "true or false"),
    ("csv", ["sort": "cty"], "sort", "city"),
    ("csv", ["group": "cty"], "group", "city"),
    ("csv", ["group": "city", "select": "sum(cty)"], "select", "city"),
    ("csv", ["pivot": "city"], "pivot", "group for its rows"),
    ("csv", ["on": "city"], "on", "of join"),
    ("csv", ["join": "no.csv"], "join", "no file 'no.csv'"),
    ("csv", ["rename": "cty = town"], "rename", "city"),
    ("csv", ["limit": "few"], "limit", "integer"),
    ("csv", ["limit": ["a": []]], "limit", "expected a text"),
    ("csv", ["delimiter": ";;"], "delimiter", "one character"),
    ("csv", ["compression": "snappy"], "compression", "not compressed with snappy"),
    ("csv", ["charts": "pie: amount by city"], "charts", "values only"),
    ("csv", ["sections": "city"], "sections", "of reports"),
    ("xlsx", ["charts": "pie: sum(amount) by city"], "charts", "Group first"),
    ("xlsx", ["bom": true], "bom", "of CSV and TSV"),
    ("json", ["bloom_filter": "city"], "bloom_filter", "of PARQUET"),
    ("csv", ["input_encoding": "ebcdic"], "input_encoding", "utf-8"),
    ("csv", ["table": 2], "table", "has 1 table"),
  ]

  @Test(arguments: faults)
  func faultsNameTheirOption(format: String, options: JSONValue, option: String, says: String) throws {
    let content = option == "table" ? "| a |\n|---|\n| 1 |\n" : Self.sales
    let request = Self.request(format, options, content, type: option == "table" ? "text/markdown" : "text/csv")
    let error = #expect(throws: JobError.self) { try TableEngine().check(request) }
    #expect(error?.option == option)
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
  }

  /// What a formula meets only while rows are read names its option too.
  @Test func aFaultOfARowNamesItsOption() throws {
    let request = Self.request("csv", ["compute": "1 / amount as share"])
    _ = try TableEngine().check(request)
    let error = #expect(throws: JobError.self) {
      _ = try TableEngine().render(request, into: MemorySink(), Checkpoint(timeoutSeconds: 60))
    }
    #expect(error?.option == "compute" && error?.message.contains("row 4") == true, "\(error?.message ?? "")")
  }

  @Test func workbooksHaveTheirChartsAndFormats() throws {
    let folder = try TemporaryFolder()
    let bytes = try Self.rendered(
      Self.request(
        "xlsx",
        [
          "group": "city", "select": "city, sum(amount) as total", "charts": ["column: total by city"],
          "column_formats": ["total": "0.00"], "table_style": "TableStyleMedium2", "compression": "small",
        ]))
    let parts = try Judge.run(["unzip", "-l", folder.write(bytes, to: "s.xlsx")]).output
    #expect(parts.contains("chart1.xml") && parts.contains("table1.xml"))
  }

  // MARK: Reports

  @Test(arguments: ["pdf", "docx", "odt", "html", "markdown", "text", "latex", "rtf", "epub"])
  func aTableBecomesAReport(format: String) throws {
    let options: JSONValue = [
      "sections": ["city"], "totals": "sum(amount), count()", "charts": "column: sum(amount) by city",
      "column_formats": ["price": "#,##0.00 [$€]"], "theme": "corporate", "language": "de", "where": "amount > 0",
    ]
    let engine = ReportEngine()
    #expect(engine.formats.contains { $0.name == format })
    let bytes = try Self.rendered(Self.request(format, options), by: engine)
    #expect(bytes.count > 200)
    if format == "markdown" {
      let page = String(decoding: bytes, as: UTF8.self)
      for part in ["Sales", "city: Oslo", "4,00 €", "Summe"] { #expect(page.contains(part), "\(part) in \(page)") }
      #expect(!page.contains("Bern"))
    }
  }

  static let reportFaults: [(options: JSONValue, option: String)] = [
    (["totals": "sum(amout)"], "totals"), (["sections": "town"], "sections"),
    (["column_formats": ["x": "0"]], "column_formats"),
    (["charts": "cake: amount by city"], "charts"), (["theme": "loud"], "theme"), (["where": "("], "where"),
  ]

  @Test(arguments: reportFaults) func faultsOfReportsNameTheirOption(options: JSONValue, option: String) throws {
    let error = #expect(throws: JobError.self) { try ReportEngine().check(Self.request("pdf", options)) }
    #expect(error?.option == option)
  }

  // MARK: Tables of documents

  private static let page = """
    <h1>Prices</h1>
    <table><thead><tr><th rowspan=2>City</th><th colspan=2>2026</th></tr><tr><th>Q1</th><th>Q2</th></tr></thead>
    <tr><td rowspan=2>Oslo</td><td>1</td><td>\u{2212}2.5</td></tr><tr><td>3</td><td></td></tr>
    <tfoot><tr><td>Sum</td><td>4</td><td>\u{2212}2.5</td></tr></tfoot></table>
    <table><caption>Days &amp; more</caption><tr><th>day</th></tr><tr><td>2026-01-05</td></tr></table>
    """

  @Test func tablesAreTakenOutOfDocuments() throws {
    let several = Self.request("ndjson", [:], Self.page, type: "text/html; charset=utf-8")
    let error = #expect(throws: JobError.self) { try TableEngine().check(several) }
    #expect(error?.option == "table" && error?.message.contains("1 'Prices', 2 'Days & more'") == true)
    let first = Self.request("ndjson", ["table": 1], Self.page, type: "text/html")
    let sink = MemorySink()
    let report = try TableEngine().render(first, into: sink, Checkpoint(timeoutSeconds: 60))
    #expect(
      String(decoding: sink.bytes, as: UTF8.self)
        == "{\"City\":\"Oslo\",\"2026 Q1\":1,\"2026 Q2\":-2.5}\n{\"City\":\"Oslo\",\"2026 Q1\":3,\"2026 Q2\":null}\n")
    #expect(report.warnings.contains { $0.message.contains("3 cells of 'Prices' over several") })
    #expect(report.warnings.contains { $0.message.contains("1 row at the foot") })
    #expect(
      try Self.text(Self.request("csv", ["table": 2], Self.page, type: "text/html")) == "day\n2026-01-05\n")
    let folder = try TemporaryFolder()
    let book = try Self.rendered(Self.request("xlsx", [:], Self.page, type: "text/html"))
    let names = try Judge.run(["unzip", "-p", folder.write(book, to: "b.xlsx"), "xl/workbook.xml"]).output
    #expect(names.contains("name=\"Prices\"") && names.contains("name=\"Days &amp; more\""))
  }
}
