import Documents
import Judging
import OfficeFormats
import Testing

/// What python-pptx finds in our files.
struct PPTXReadBackTests {
  private static let program = """
    import sys, pptx
    p = pptx.Presentation(sys.argv[1])
    for n, s in enumerate(p.slides, 1):
        title = s.shapes.title.text_frame.text if s.shapes.title else '-'
        print('%d|%s|%s' % (n, s.slide_layout.name, title))
        for x in s.shapes:
            if x.has_text_frame and x != s.shapes.title: print('  ' + x.text_frame.text.replace(chr(10), '/'))
            if x.has_table: print('  T %d %d %s' % (len(x.table.rows), len(x.table.columns), x.table.cell(0, 0).text))
            if x.has_chart: print('  C', x.chart.chart_type, [list(v.values) for v in x.chart.series])
        if s.has_notes_slide: print('  N ' + s.notes_slide.notes_text_frame.text.replace(chr(10), '/'))
    """

  private func read(_ document: Document) throws -> String {
    let folder = try TemporaryFolder()
    return try OfficeJudge.run(Self.program, folder.write(PPTXWriter().bytes(document).bytes, to: "a.pptx")).output
  }

  private static func row(_ first: String, _ second: String) -> TableRow {
    TableRow([TableCell([Inline.text(first)]), TableCell([Inline.text(second)])])
  }

  @Test func slidesTitlesNotesTablesAndChartsAreThere() throws {
    let rows = (1...30).map { Self.row("r\($0)", "v") }
    let document = Document(
      metadata: Metadata(title: "Plan"), type: .presentation, numbering: Numbering(),
      blocks: [
        .heading(1, "First"), .list(List(items: [ListItem([.paragraph("a")]), ListItem([.paragraph("b")])])),
        .division(Division(.notes, [.paragraph("Say hello."), .paragraph("And smile.")])),
        .heading(1, "Part"), .heading(2, "Numbers"), .paragraph("Left"),
        .chart(Chart(.bar, categories: ["x", "y"], series: [.init("s", [1, 2])])),
        .heading(2, "Table"),
        .table(Table(columns: [TableColumn(), TableColumn()], header: [Self.row("h", "")], rows: rows)),
        .pageBreak(PageBreak(.slide)), .paragraph("after the break"),
      ])
    let output = try read(document)
    for line in [
      "1|Title Slide|Plan", "2|Title and Content|First", "  a/b", "  N Say hello./And smile.", "3|Section Header|Part",
      "4|Two Content|Numbers", "  Left", "  C COLUMN_CLUSTERED (51) [[1.0, 2.0]]", "5|Title Only|Table",
      "6|Title Only|Table (2)", "  after the break",
    ] {
      #expect(output.contains(line + "\n"), "missing: \(line)\nin \(output)")
    }
    // A table that goes on has its header again, and no row is lost.
    let tables = output.split(separator: "\n").filter { $0.hasPrefix("  T ") }
    #expect(tables.allSatisfy { $0.hasSuffix(" 2 h") })
    let counts = tables.map { Int($0.split(separator: " ")[1]) ?? 0 }
    #expect(counts.reduce(0) { $0 + $1 - 1 } == 30)
  }

  @Test func longTextGoesOnWithoutLoss() throws {
    var blocks = [Block.heading(1, "Long")]
    for number in 1...60 {
      blocks.append(.paragraph("Paragraph \(number) with enough words to fill about one line of a slide."))
    }
    let output = try read(Document(blocks: blocks))
    for number in 1...60 { #expect(output.contains("Paragraph \(number) with"), "\(number) is lost") }
    #expect(output.contains("|Long (2)"))
  }
}
