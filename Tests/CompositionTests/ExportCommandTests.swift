import CommandLineTool
import JSON
import Judging
import TestSupport
import Testing
import Threads

@testable import Composition

@Suite struct ExportCommandTests {
  private let folder: Judging.TemporaryFolder
  private static let sales =
    "city,day,amount,price\nOslo,2026-01-05,2,2.5\nRome,2026-01-06,1,4\nOslo,2026-02-01,3,1.5\nBern,,0,9\n"

  init() throws {
    folder = try Judging.TemporaryFolder()
    try folder.write(Self.sales, to: "sales.csv")
  }

  private final class Written: Sendable {
    private let texts = Lock((output: "", errors: ""))
    func addOutput(_ text: String) { texts.withLock { $0.output += text } }
    func addErrors(_ text: String) { texts.withLock { $0.errors += text } }
    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }
  }

  /// Runs the program's command line; words that begin with `@` are files of the test's folder.
  private func run(_ words: String...) async -> (outcome: Outcome, output: String, errors: String) {
    let written = Written()
    let outcome = await Program.tool.run(
      words.map { $0.hasPrefix("@") ? folder.file(String($0.dropFirst())) : $0 },
      terminal: { _ in
        Terminal(
          output: TextOutput(isTerminal: false, usesColor: false) { written.addOutput($0) },
          errors: TextOutput(isTerminal: false, usesColor: false) { written.addErrors($0) })
      })
    return (outcome, written.output, written.errors)
  }

  private func text(_ name: String) throws -> String { String(decoding: try folder.read(name), as: UTF8.self) }

  static let transforms: [(options: [String], result: String)] = [
    (["--where", "amount > 1", "--select", "city, amount * price as total"], "city,total\nOslo,5\nOslo,4.5\n"),
    (
      ["--group", "city", "--select", "city, sum(amount) as n, count()", "--sort", "n desc"],
      "city,n,count()\nOslo,5,2\nRome,1,1\nBern,0,1\n"
    ),
    (["--group", "month(day) as month"], "month\n1\n2\n\n"),
    (["--select", "sum(amount), max(day)"], "sum(amount),max(day)\n6,2026-02-01\n"),
    (["--sort", "price desc", "--select", "city", "--skip", "1", "--limit", "2"], "city\nRome\nOslo\n"),
    (
      ["--compute", "upper(city) as city", "--limit", "1", "--delimiter", ";"],
      "city;day;amount;price\nOSLO;2026-01-05;2;2.5\n"
    ),
  ]

  @Test(arguments: transforms) func rowsAreTransformed(options: [String], result: String) async throws {
    let written = Written()
    let words = ["export", folder.file("sales.csv"), "-o", folder.file("out.csv")] + options
    let outcome = await Program.tool.run(
      words,
      terminal: { _ in
        Terminal(
          output: TextOutput(isTerminal: false, usesColor: false) { written.addOutput($0) },
          errors: TextOutput(isTerminal: false, usesColor: false) { written.addErrors($0) })
      })
    #expect(outcome == .ended(.success), "\(written.errors)")
    // A row of one missing value is written as an empty text, which reads as a row.
    #expect(try text("out.csv").replacing("\"\"\n", with: "\n") == result)
  }

  @Test(arguments: ["t.xlsx", "t.parquet", "t.json", "t.ndjson.gz", "t.xml", "t.tsv"])
  func everyFormatComesBack(name: String) async throws {
    let made = await run("export", "@sales.csv", "-o", "@\(name)", "--json")
    #expect(made.outcome == .ended(.success), "\(made.errors)")
    let report = try JSONValue(parsing: made.output)
    #expect(report["rows"]?.integer == 4 && report["files"]?[0]?.string == folder.file(name))
    #expect(await run("export", "@\(name)", "-o", "@back.csv").outcome == .ended(.success))
    #expect(try text("back.csv") == Self.sales)
  }

  @Test func severalFilesBecomeSheets() async throws {
    try folder.write("a\n1\n", to: "b 1.csv")
    try folder.write("a\n2\n", to: "b 2.csv")
    let made = await run("export", "@b*.csv", "@sales.csv", "-o", "@book.xlsx")
    #expect(made.outcome == .ended(.success))
    #expect(made.errors.contains("book.xlsx: 6 rows"))
    #expect(await run("export", "@book.xlsx", "--sheet", "b 2", "-o", "@two.csv").outcome == .ended(.success))
    #expect(try text("two.csv") == "a\n2\n")
    // Into one table they go one below the other, with the columns of both.
    #expect(await run("export", "@b*.csv", "-o", "@all.csv", "--origin", "from").outcome == .ended(.success))
    #expect(try text("all.csv") == "from,a\nb 1,1\nb 2,2\n")
    try folder.write("b,a\nx,2.5\n", to: "b 3.csv")
    #expect(await run("export", "@b*.csv", "-o", "@all.csv").outcome == .ended(.success))
    #expect(try text("all.csv") == "a,b\n1,\n2,\n2.5,x\n")
    #expect(await run("export", "@b*.csv", "-o", "@one.xlsx", "--append").errors.contains("one.xlsx: 3 rows"))
    try folder.write("a\nten\n", to: "b 4.csv")
    let odd = await run("export", "@b*.csv", "-o", "@none.csv")
    #expect(odd.errors.contains("'a' is double in one table and text in 'b 4'"), "\(odd.errors)")
  }

  @Test func tablesAreJoinedAndPivoted() async throws {
    try folder.write("name,country\nOslo,NO\nRome,IT\n", to: "cities.csv")
    let joined = await run(
      "export", "@sales.csv", "--join", "@cities.csv", "--on", "city = name", "--select",
      "city, country", "-o", "@joined.csv")
    #expect(joined.outcome == .ended(.success), "\(joined.errors)")
    #expect(try text("joined.csv") == "city,country\nOslo,NO\nRome,IT\nOslo,NO\nBern,\n")
    _ = await run(
      "export", "@sales.csv", "--join", "@cities.csv", "--on", "city=name", "--join-kind", "anti", "-o", "@anti.csv")
    #expect(try text("anti.csv") == "city,day,amount,price\nBern,,0,9\n")
    _ = await run("export", "@sales.csv", "--join", "@sales.csv", "--join-kind", "semi", "-o", "@same.csv")
    // A missing day equals nothing.
    #expect(try text("same.csv").split(separator: "\n").count == 4)
    let keyless = await run("export", "@sales.csv", "--join", "@cities.csv", "--to", "csv")
    #expect(keyless.errors.contains("no column of one name"))
    let pivoted = await run(
      "export", "@sales.csv", "--group", "city", "--pivot", "month(day)", "--select", "sum(amount)", "-o",
      "@pivoted.csv")
    #expect(try text("pivoted.csv") == "city,1,2,(none)\nBern,,,0\nOslo,2,3,\nRome,1,,\n", "\(pivoted.errors)")
    #expect(
      await run("export", "@sales.csv", "--pivot", "city", "--to", "csv").errors.contains(
        "--pivot: a pivot wants group for its rows"))
    let fixed = await run("export", "@sales.csv", "-o", "@bloom.parquet", "--bloom-filter", "city")
    #expect(fixed.outcome == .ended(.success), "\(fixed.errors)")
  }

  @Test(arguments: ["pdf", "docx", "odt", "html", "md"]) func aTableBecomesAReport(format: String) async throws {
    let made = await run(
      "export", "@sales.csv", "-o", "@report.\(format)", "--sections", "city", "--totals", "sum(amount), count()",
      "--chart", "column: sum(amount) by city", "--column-format", "price=#,##0.00 [$€]", "--title", "Sales of 2026")
    #expect(made.outcome == .ended(.success), "\(made.errors)")
    #expect(made.errors.contains("report.\(format)"))
    if format == "md" {
      let page = try text("report.md")
      for part in ["Sales of 2026", "city: Bern", "city: Oslo", "4.00 €", "Total", "Count: 4"] {
        #expect(page.contains(part), "\(part) in \(page)")
      }
    }
  }

  @Test func aWorkbookHasItsChartsAndFormats() async throws {
    let made = await run(
      "export", "@sales.csv", "-o", "@s.xlsx", "--group", "city", "--select", "city, sum(amount) as total", "--chart",
      "column: total by city", "--column-format", "total=0.00", "--table-style", "TableStyleMedium2")
    #expect(made.outcome == .ended(.success), "\(made.errors)")
    let parts = try Judge.run(["unzip", "-l", folder.file("s.xlsx")]).output
    #expect(parts.contains("chart1.xml") && parts.contains("table1.xml"))
    let odd = await run("export", "@sales.csv", "-o", "@s.xlsx", "--chart", "column: sum(amount) by city")
    #expect(odd.errors.contains("Group first"))
    #expect(await run("export", "@sales.csv", "-o", "@s.csv", "--chart", "pie: a by b").errors.contains("values only"))
  }

  private static let page =
    "# Towns\n\n| Town | People |\n|---|---|\n| Lima | 10 |\n| **Oslo** | |\n\nAnd\n\n| a |\n|---|\n| x |\n"

  @Test func tablesAreTakenOutOfDocuments() async throws {
    try folder.write(Self.page, to: "page.md")
    let made = await run("export", "@page.md", "-o", "@page.xlsx")
    #expect(made.outcome == .ended(.success) && made.errors.contains("page.xlsx: 3 rows"), "\(made.errors)")
    #expect(await run("export", "@page.xlsx", "--sheet", "Towns", "-o", "@towns.csv").outcome == .ended(.success))
    #expect(try text("towns.csv") == "Town,People\nLima,10\nOslo,\n")
    let several = await run("export", "@page.md", "-o", "@one.csv")
    #expect(
      several.errors.contains("--table: '\(folder.file("page.md"))' has 2 tables: 1 'Towns'"), "\(several.errors)")
    #expect(await run("export", "@page.md", "-o", "@one.csv", "--table", "2").outcome == .ended(.success))
    #expect(try text("one.csv") == "a\nx\n")
    // Documents of other programs, by way of the formats we write.
    for format in ["docx", "odt", "html", "epub"] {
      #expect(await run("export", "@page.md", "-o", "@page.\(format)").outcome == .ended(.success))
      let taken = await run("export", "@page.\(format)", "-o", "@taken.ndjson", "--table", "1")
      #expect(taken.outcome == .ended(.success), "\(format): \(taken.errors)")
      #expect(
        try text("taken.ndjson") == "{\"Town\":\"Lima\",\"People\":10}\n{\"Town\":\"Oslo\",\"People\":null}\n",
        "\(format)")
    }
  }

  @Test func theSchemaOfAnXMLFileIsWritten() async throws {
    let made = await run("export", "@sales.csv", "-o", "@s.xml", "--schema-file", "@s.xsd")
    #expect(made.outcome == .ended(.success), "\(made.errors)")
    let verdict = try Judge.run(["xmllint", "--noout", "--schema", folder.file("s.xsd"), folder.file("s.xml")])
    #expect(verdict.status == 0, "\(verdict.output)")
    let odd = await run("export", "@sales.csv", "-o", "@s.csv", "--schema-file", "@t.xsd")
    #expect(odd.errors.contains("of XML"), "\(odd.errors)")
  }

  @Test func filesAreSplitAndCompressed() async throws {
    let made = await run("export", "@sales.csv", "-o", "@part.csv.zst", "--split-rows", "3", "--json")
    #expect(try JSONValue(parsing: made.output)["files"]?.array?.count == 2)
    #expect(
      try Judge.run(["zstd", "-dc", folder.file("part-0002.csv.zst")]).output == "city,day,amount,price\nBern,,0,9\n")
    let packed = await run("export", "@sales.csv", "-o", "@p.csv", "--compression", "gzip")
    #expect(packed.outcome == .ended(.success))
    #expect(try Judge.run(["sh", "-c", "gzip -dc < '\(folder.file("p.csv"))'"]).output == Self.sales)
  }

  static let faults: [(words: [String], says: String)] = [
    (["export", "@none.csv", "-o", "@o.csv"], "cannot open"),
    (["export", "@no*.csv", "-o", "@o.csv"], "no file is named"),
    (["export", "@sales.csv", "-o", "@o.what"], "does not tell a format"),
    (["export", "@sales.csv", "-o", "@o.csv", "--where", "amout > 1"], "did you mean 'amount'?"),
    (["export", "@sales.csv", "-o", "@o.csv", "--compression", "snappy"], "not compressed with snappy"),
    (["export", "-", "-o", "@o.csv"], "standard input is not known"),
    (["export", "@sales.csv", "--to", "pdfx"], "no format of tables"),
    (["export", "@sales.csv", "--to", "csv", "--split-rows", "2"], "cannot be split"),
  ]

  @Test(arguments: faults) func faultsSayWhatToDo(words: [String], says: String) async throws {
    let written = Written()
    let outcome = await Program.tool.run(
      words.map { $0.hasPrefix("@") ? folder.file(String($0.dropFirst())) : $0 },
      terminal: { _ in
        Terminal(
          output: TextOutput(isTerminal: false, usesColor: false) { written.addOutput($0) },
          errors: TextOutput(isTerminal: false, usesColor: false) { written.addErrors($0) })
      })
    #expect(outcome != .ended(.success))
    #expect(written.errors.contains(says), "\(written.errors)")
    // Nothing half-made is left behind.
    #expect(try Judge.run(["ls", folder.path]).output == "sales.csv\n")
  }

  @Test func aTableIsDescribed() async throws {
    let page = await run("profile", "@sales.csv")
    #expect(page.output.contains("sales: 4 rows, 4 columns"))
    #expect(page.output.contains("city  (text)\n  missing   0 (0.0 %)\n  distinct  3\n  range     Bern to Rome"))
    #expect(page.output.contains("day  (date)\n  missing   1 (25.0 %)"))
    let json = try JSONValue(parsing: await run("profile", "@sales.csv", "--json", "--where", "amount > 0").output)
    #expect(json["rows"]?.integer == 3 && json["columns"]?[2]?["mean"]?.number == 2)
  }

  // MARK: Mail merge

  private static let invoice = """
    ---
    title: Invoice {{number}}
    lang: en
    ---
    Dear {{name}}, here is file {{@index}}.

    | What | Price |
    |------|------:|
    {{#rows}}
    | {{item}} | {{price|number:2}} |
    {{/rows}}
    """

  @Test func aTableFillsATemplate() async throws {
    try folder.write(Self.invoice, to: "invoice.md")
    try folder.write(
      "number,name,item,price\n7,Ann *A|B*,Tea,3\n7,Ann,Cake,4.5\n8,Bo/../x,Pie,1\n8b,Bo/../x,Pie,1\n", to: "rows.csv")
    let run = await run(
      "export", "--template", "@invoice.md", "--data", "@rows.csv", "--by", "number", "-o", "@out/", "--to", "txt",
      "--names", "{{name}}-{{number}}")
    #expect(run.output.contains("3 files"), "\(run.errors)")
    let first = try text("out/Ann -A-B--7.txt")
    for words in ["Invoice 7", "Dear Ann *A|B*, here is file 1.", "Tea", "3.00", "Cake", "4.50"] {
      #expect(first.contains(words), "\(first)")
    }
    #expect(try text("out/Bo-..-x-8.txt").contains("file 2"))
    #expect(try text("out/Bo-..-x-8b.txt").contains("file 3"))
  }

  @Test func namesOfMergedFilesDiffer() async throws {
    try folder.write("Hello {{city}}.", to: "letter.md")
    let run = await run(
      "export", "--template", "@letter.md", "--data", "@sales.csv", "-o", "@out", "--to", "md", "--names", "{{city}}")
    #expect(run.output.contains("4 files"), "\(run.errors)")
    for name in ["Oslo", "Rome", "Oslo-2", "Bern"] {
      #expect(try text("out/\(name).md") == "Hello \(name.prefix(4)).\n")
    }
  }

  @Test func aRowThatFailsDoesNotStopTheOthers() async throws {
    try folder.write("On {{day}}.", to: "letter.md")
    let run = await run(
      "export", "--template", "@letter.md", "--data", "@sales.csv", "-o", "@out", "--to", "txt", "--names", "{{@index}}"
    )
    #expect(run.outcome != .ended(.success))
    #expect(run.output.contains("3 files"))
    #expect(run.errors.contains("row 4") && run.errors.contains("'day'"), "\(run.errors)")
    #expect(try text("out/3.txt").contains("On 2026-02-01."))
  }

  @Test func filesAreCheckedWithoutBeingExported() async throws {
    try folder.write("# A\n\nSome text with a picture: ![](missing.png)\n", to: "page.md")
    try folder.write("a,b\n1,2\n3\n", to: "ragged.csv")
    let good = await run("validate", "@sales.csv", "@page.md")
    #expect(good.outcome == .ended(.success), "\(good.output)\(good.errors)")
    #expect(good.output.contains("sales.csv: good, a table of 4 columns and 4 rows"))
    #expect(good.output.contains("page.md: good, a document of 2 blocks"))
    #expect(good.output.contains("warning"))
    let bad = await run("validate", "@sales.csv", "@ragged.csv", "--json")
    #expect(bad.outcome == .ended(.failure))
    let files = try JSONValue(parsing: bad.output)["files"]
    #expect(files?[0]?["valid"]?.bool == true)
    #expect(files?[1]?["errors"]?[0]?["code"]?.string == "table.ragged-row")
  }

  @Test func theFormatsAreListed() async throws {
    let listed = await run("formats")
    #expect(listed.output.contains("pdf") && listed.output.contains("parquet"))
    let formats = try #require(try JSONValue(parsing: await run("formats", "--json").output)["formats"]?.array)
    let pdf = formats.first { $0["name"]?.string == "pdf" }
    #expect(pdf?["written"]?.bool == true && pdf?["read"]?.bool == false)
    #expect(formats.contains { $0["name"]?.string == "csv" && $0["kind"]?.string == "table" })
  }
}
