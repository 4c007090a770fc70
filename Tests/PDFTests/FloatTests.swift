import Documents
import Judging
import MarkupFormats
import PageFormats
import Testing

/// Figures and tables that may move: all of them arrive, in their order, where they were asked to be.
struct FloatTests {
  private struct Placed {
    let page: Int
    /// From the top of the page, in points, as poppler says.
    let top: Double
    let left: Double
  }

  private static let words = "Some words of a paragraph that goes on and on, so that lines are filled and columns too. "

  /// Writes Markdown on A5 pages, and says where each line with a word beginning with "Mark" stands.
  private func place(_ markdown: String, columns: Int = 1) throws -> (
    placed: [String: Placed], pages: Int, path: TemporaryFolder
  ) {
    var document = try MarkdownReader().read(Array(markdown.utf8)).document
    document.page = PageSetup(size: .a5, margins: PageSetup.Margins(all: .points(40)), columns: columns)
    document.resources = Resources([Resource("dot.png", mediaType: "image/png", Pictures.opaque)])
    let folder = try TemporaryFolder()
    let (bytes, report) = try PDFWriter().bytes(document)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
    let path = try folder.write(bytes, to: "page.pdf")
    let findings = try Judge.script("judge-pdf.py", ["validate", path, "ua1", "2a"])
    #expect(findings.output.isEmpty, Comment(rawValue: String(findings.output.prefix(1000))))
    var placed: [String: Placed] = [:]
    var page = 0
    for line in try Judge.run(["pdftotext", "-bbox", path, "-"]).output.split(separator: "\n") {
      if line.contains("<page ") { page += 1 }
      guard let start = line.firstRange(of: ">Mark") else { continue }
      let name = String(line[line.index(after: start.lowerBound)...].prefix { $0 != "<" })
      #expect(placed[name] == nil, "\(name) stands twice")
      placed[name] = Placed(page: page, top: Self.number("yMin", line), left: Self.number("xMin", line))
    }
    return (placed, page, folder)
  }

  private static func number(_ name: String, _ line: Substring) -> Double {
    guard let start = line.firstRange(of: "\(name)=\"") else { return -1 }
    return Double(line[start.upperBound...].prefix { $0 != "\"" }) ?? -1
  }

  private func figure(_ number: Int, _ attributes: String, height: Int = 120) -> String {
    "![A dot](dot.png \"Mark\(number)\"){width=\(height)pt height=\(height)pt \(attributes)}"
  }

  private func text(_ name: String, _ count: Int = 3) -> String {
    name + " " + String(repeating: Self.words, count: count)
  }

  @Test func aFloatForTheTopOpensTheNextPage() throws {
    let blocks = [text("Mark0")] + [figure(1, "float=top")] + (2...9).map { text("Mark\($0)", 5) }
    let (placed, pages, _) = try place(blocks.joined(separator: "\n\n"))
    let float = try #require(placed["Mark1"])
    #expect(float.page == 2 && pages >= 2)
    // Nothing is left empty where it was mentioned, and no text of its page stands above it.
    #expect(placed["Mark2"]?.page == 1)
    #expect(placed.values.filter { $0.page == 2 }.allSatisfy { $0.top >= float.top })
  }

  @Test func aFloatForTheFootStandsThere() throws {
    let blocks = [text("Mark0"), figure(1, "float=bottom")] + (2...9).map { text("Mark\($0)", 5) }
    let (placed, _, _) = try place(blocks.joined(separator: "\n\n"))
    let float = try #require(placed["Mark1"])
    #expect(float.page == 1 && float.top > 500)
    #expect(placed.values.filter { $0.page == 1 }.allSatisfy { $0.top <= float.top })
  }

  @Test func aFloatForHereMovesOnlyWhereItMust() throws {
    let blocks =
      [
        text("Mark0"), figure(1, "float=here"), text("Mark2", 9), figure(3, "float=here", height: 200),
        text("Mark4", 8),
      ]
    let (placed, _, _) = try place(blocks.joined(separator: "\n\n"))
    let here = try #require(placed["Mark1"])
    #expect(here.page == 1 && here.top > placed["Mark0"]?.top ?? .infinity && here.top < placed["Mark2"]?.top ?? 0)
    #expect(placed["Mark3"]?.page == 2)
    #expect(placed["Mark4"]?.page == 1, "the text goes on where the figure did not fit")
  }

  @Test(arguments: [1, 2, 3])
  func allArriveInTheirOrder(_ columns: Int) throws {
    var blocks: [String] = []
    let places = ["top", "bottom", "here", "page", "top span=all", "bottom", "page", "here", "top"]
    for index in 0..<27 {
      if index % 9 == 0 { blocks.append("# Chapter \(index / 9)") }
      blocks.append(text("Words", index % 4))
      let attributes = "float=\(places[index % places.count])"
      blocks.append(
        index % 5 == 4
          ? "| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: Mark\(index) {\(attributes)}"
          : figure(index, attributes, height: 60 + index))
    }
    let (placed, pages, _) = try place(blocks.joined(separator: "\n\n"), columns: columns)
    #expect(placed.count == 27)
    let order = (0..<27).compactMap { placed["Mark\($0)"] }
    for (one, next) in zip(order, order.dropFirst()) {
      #expect(one.page <= next.page, "\(one) comes before \(next)")
    }
    #expect(pages < 30)
  }

  @Test func noneIsLostAtTheEnd() throws {
    let blocks = [text("Mark0")] + (1...6).map { figure($0, $0 % 2 == 0 ? "float=top" : "float=page") }
    let (placed, pages, folder) = try place(blocks.joined(separator: "\n\n"))
    #expect(placed.count == 7)
    #expect(placed["Mark6"]?.page == pages, "no empty page follows")
    let order = (0...6).compactMap { placed["Mark\($0)"]?.page }
    #expect(order == order.sorted())
    _ = folder
  }

  @Test func chaptersKeepTheirFloats() throws {
    let blocks = ["# One", text("Mark0"), figure(1, "float=top"), "# Two", text("Mark2")]
    let (placed, _, _) = try place(blocks.joined(separator: "\n\n"))
    let (float, next) = (try #require(placed["Mark1"]), try #require(placed["Mark2"]))
    #expect((float.page, float.top) < (next.page, next.top))
  }

  @Test func oneOverAllColumnsIsAsWideAsThey() throws {
    let blocks =
      [text("Mark0", 6), figure(1, "float=top span=all", height: 200)] + (2...9).map { text("Mark\($0)", 6) }
    let (placed, _, _) = try place(blocks.joined(separator: "\n\n"), columns: 2)
    let float = try #require(placed["Mark1"])
    #expect(float.page == 2)
    // In the middle of the page, and the text of both columns below it.
    #expect(abs(float.left - 210) < 25, "\(float)")
    let others = placed.filter { $0.value.page == 2 && $0.key != "Mark1" }
    #expect(!others.isEmpty && others.values.allSatisfy { $0.top > float.top })
  }

  @Test func referencesLeadToWhereItStands() throws {
    let blocks = ["See [](#dot){.page}.", figure(1, "#dot float=top")] + (2...9).map { text("Mark\($0)", 5) }
    let (placed, _, folder) = try place(blocks.joined(separator: "\n\n"))
    #expect(placed["Mark1"]?.page == 2)
    #expect(try Judge.run(["pdftotext", folder.file("page.pdf"), "-"]).output.contains("See 2."))
  }

  @Test func longTablesAreCutOrStay() throws {
    let rows = (0..<60).map { "| Row\($0) | b |" }.joined(separator: "\n")
    for attributes in ["float=page", "float=top span=all"] {
      let table = "| a | b |\n|---|---|\n\(rows)\n\nTable: Mark1 {\(attributes)}"
      let (_, _, folder) = try place([text("Mark0"), table, text("Mark2")].joined(separator: "\n\n"), columns: 2)
      let found = try Judge.run(["pdftotext", folder.file("page.pdf"), "-"]).output
      for row in 0..<60 { #expect(found.contains("Row\(row)"), "row \(row) of \(attributes)") }
    }
  }

  @Test func notesBeforeAPageBreakStandInTheirColumn() throws {
    let (placed, _, _) = try place("Mark0[^a]\n\n[^a]: Mark1 of the note.\n\n\\newpage\n\nMark2")
    let (text, note) = (try #require(placed["Mark0"]), try #require(placed["Mark1"]))
    #expect(note.page == 1 && note.left < text.left + 30, "\(note)")
  }

  @Test func unknownPlacesAreNamed() throws {
    let markdown = "![A dot](dot.png \"Mark\"){float=left}"
    var document = try MarkdownReader().read(Array(markdown.utf8)).document
    document.resources = Resources([Resource("dot.png", mediaType: "image/png", Pictures.opaque)])
    let (_, report) = try PDFWriter().bytes(document)
    #expect(report.warnings.contains { $0.code == "float" && $0.message.contains("“left”") }, "\(report.warnings)")
  }
}
