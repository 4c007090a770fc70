import ByteIO
import DocumentFormats
import Documents
import Judging
import TableFormats
import TableReports
import Tables
import Testing

@Suite struct DocumentTableTests {
  private func tables(
    _ text: String, _ format: DocumentFormat = .html, _ options: TableFile.ReadOptions = .init()
  ) throws -> [DocumentTable] {
    let document = try FormatRegistry.standard.reader(for: format).read(Array(text.utf8)).document
    return try DocumentTable.all(in: document, options)
  }

  private func rows(_ source: any TableSource) throws -> String {
    let sink = MemorySink()
    let writer = JSONRowWriter(sink, .lines)
    try writer.write(source)
    _ = try writer.finish()
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  static let shapes: [(html: String, rows: String)] = [
    // Without a head, the first row names the columns where it looks like it.
    ("<table><tr><td>name<td>n<tr><td>a<td>1</table>", #"{"name":"a","n":1}"#),
    ("<table><tr><td>a<td>1<tr><td>b<td>2</table>", #"{"column_1":"a","column_2":1}|{"column_1":"b","column_2":2}"#),
    // Rows may be short, and empty.
    (
      "<table><thead><tr><th>a<th>b<tbody><tr><td>1<tr><td><td><tr><td>2<td>x, \"y\"</table>",
      #"{"a":1,"b":null}|{"a":null,"b":null}|{"a":2,"b":"x, \"y\""}"#
    ),
    ("<table><thead><tr><th>only<tbody><tr><td>1<tr><td><tr><td>3</table>", #"{"only":1}|{"only":null}|{"only":3}"#),
    // Names are there once, and none is empty.
    ("<table><thead><tr><th>a<th>a<th><tbody><tr><td>1<td>2<td>3</table>", #"{"a":1,"a_2":2,"column_3":3}"#),
    // Text of several paragraphs, links, minus signs, codes, spaces that do not break.
    (
      "<table><thead><tr><th>t<th>n<th>code<tbody><tr><td><p>one</p><p><a href='x'>two</a></p><td>&nbsp;&minus;7&nbsp;<td>007</table>",
      #"{"t":"one\ntwo","n":-7,"code":"007"}"#
    ),
    (
      "<table><thead><tr><th>day<th>ok<th>at<tbody><tr><td>2026-01-05<td>true<td>12:30</table>",
      #"{"day":"2026-01-05","ok":true,"at":"12:30:00"}"#
    ),
    // Spans that reach out of the table end with it.
    (
      "<table><thead><tr><th>a<th>b<tbody><tr><td rowspan=9 colspan=2>x<tr></table>",
      #"{"a":"x","b":"x"}|{"a":"x","b":"x"}"#
    ),
  ]

  @Test(arguments: shapes) func cellsHaveTheTypesOfTheirTexts(html: String, rows: String) throws {
    let found = try tables(html)
    #expect(found.count == 1)
    #expect(try self.rows(found[0]).split(separator: "\n").joined(separator: "|") == rows)
  }

  @Test func tablesAreNamedByWhatStandsAbove() throws {
    let markdown = "# Prices\n\n| a |\n|---|\n| 1 |\n\n> | b |\n> |---|\n> | 2 |\n\n## Days\n\n| c |\n|---|\n| 3 |\n"
    let found = try tables(markdown, .markdown)
    #expect(found.map(\.schema.name) == ["Prices", "Prices_2", "Days"])
    #expect(try tables("no table", .markdown).isEmpty)
  }

  @Test func optionsOfReadingCount() throws {
    var options = TableFile.ReadOptions()
    options.nullTexts = ["–"]
    options.hasHeader = false
    let found = try tables("<table><tr><td>1<tr><td>–</table>", .html, options)
    #expect(try rows(found[0]) == "{\"column_1\":1}\n{\"column_1\":null}\n")
  }

  /// pandas finds the same cells in a page with spans of every kind.
  @Test func anotherReaderFindsTheSame() throws {
    var state: UInt64 = 7
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var page = ""
    for number in 0..<25 {
      let columns = 2 + below(5)
      page += "<h2>T\(number)</h2><table><thead><tr>"
      for column in 0..<columns { page += "<th>c\(column)</th>" }
      page += "</tr></thead><tbody>"
      // Where cells from above reach, so that rows are filled exactly.
      var taken = [Int](repeating: 0, count: columns)
      let count = 3 + below(6)
      for row in 0..<count {
        page += "<tr>"
        var column = 0
        while column < columns {
          if taken[column] > 0 {
            column += 1
            continue
          }
          var width = 1
          while width < 1 + below(3), column + width < columns, taken[column + width] == 0 { width += 1 }
          let height = min(1 + (below(3) == 0 ? below(3) : 0), count - row)
          page += "<td colspan=\"\(width)\" rowspan=\"\(height)\">w\(below(50)) é</td>"
          for each in column..<(column + width) { taken[each] = height }
          column += width
        }
        page += "</tr>"
        for each in taken.indices { taken[each] -= 1 }
      }
      page += "</tbody></table>"
    }
    let folder = try TemporaryFolder()
    try folder.write("<!DOCTYPE html><meta charset=\"utf-8\">" + page, to: "page.html")
    let ours = try tables(page)
    try folder.write(try ours.map { try rows($0) }.joined(separator: "\n"), to: "tables.txt")
    let verdict = try Judge.script("judge-tables.py", ["pages", folder.path])
    #expect(verdict.output == "same 25\n", "\(verdict.output.suffix(800))")
  }
}
