import Documents
import Testing

struct ModelTests {
  @Test(arguments: [
    ("2026-11-21", "2026-11-21"), ("2024-02-29", "2024-02-29"), ("2026", "2026"), ("2026-11", "2026-11"),
    ("2026-11-21T10:00:00Z", "2026-11-21"),
  ])
  func datesAreRead(text: String, expected: String) {
    #expect(DocumentDate(text)?.description == expected)
  }

  @Test(arguments: ["2026-02-29", "2026-13", "21.11.2026", "2026-1-1", "", "2026-11-21-1"])
  func daysThatDoNotExistAreRefused(text: String) {
    #expect(DocumentDate(text) == nil)
  }

  @Test(arguments: [
    ("12pt", 12), ("2.54 cm", 72), ("1in", 72), ("96", 72), ("50%", 100), ("2em", 22),
  ])
  func lengthsAreRead(text: String, points: Double) throws {
    let length = try #require(Length(text))
    #expect(abs(length.points(of: 200, fontSize: 11) - points) < 0.001)
  }

  @Test(arguments: [
    ("md", DocumentFormat.markdown), ("Word", .docx), (".tex", .latex), ("text/html", .html), ("xhtml", .html),
    ("application/pdf", .pdf), ("plain", .text), ("text/markdown; charset=utf-8", .markdown),
  ])
  func formatsHaveManyNames(name: String, format: DocumentFormat) {
    #expect(DocumentFormat(named: name) == format)
  }

  @Test func formatsFollowFromPaths() {
    #expect(DocumentFormat(path: "a.b/report.DOCX") == .docx)
    #expect(DocumentFormat(path: "a.md/report") == nil)
  }

  @Test(arguments: [
    ("ar", TextDirection.rightToLeft), ("az-Arab", .rightToLeft), ("he-Latn", .leftToRight), ("de", .leftToRight),
  ])
  func directionFollowsTheScript(language: String, direction: TextDirection) {
    #expect(TextDirection(language: language) == direction)
  }

  @Test func numbersAreWrittenInStyles() {
    #expect(NumberStyle.upperRoman.text(1994) == "MCMXCIV")
    #expect(NumberStyle.lowerLetter.text(28) == "ab")
    #expect(NumberStyle.lowerRoman.text(0) == "0")
  }

  @Test(arguments: [
    ("one two, three", 3), ("don't", 1), ("— …", 0), ("你好 world", 3), ("naïve café", 2), ("3.14 a-b", 2), ("", 0),
  ])
  func wordsAreCounted(text: String, words: Int) {
    #expect(Document(blocks: [.paragraph(text)]).wordCount == words)
  }

  @Test func wordsGoOnAcrossMarkup() {
    let inlines: [Inline] = [.text("un"), .emphasis([.text("believ")]), .text("able"), .softBreak, .text("thing")]
    #expect(Document(blocks: [.paragraph(Paragraph(inlines))]).wordCount == 2)
  }

  @Test func themesReadableEverywhere() {
    for theme in Theme.named {
      let colors = theme.colors
      for color in [colors.text, colors.heading, colors.accent, colors.muted] {
        #expect(color.contrast(with: colors.background) >= 4.5, "\(theme.name) \(color)")
      }
      #expect(colors.tableHeaderText.contrast(with: colors.tableHeader) >= 4.5, "\(theme.name)")
    }
  }

  @Test func progressIsToldInHalfPercents() throws {
    final class Count: @unchecked Sendable { var calls = 0 }  // One thread calls.
    let count = Count()
    let control = ExportControl { _ in count.calls += 1 }
    for done in 0..<10_000 { try control.checkpoint(.writing, done: done, of: 10_000) }
    #expect(count.calls == 200)
    control.cancel()
    #expect(throws: DocumentError.self) { try control.checkpoint(.writing, done: 1, of: 2) }
  }

  @Test func picturesSayTheirSize() throws {
    let png: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 0, 64, 8,
      6,
    ]
    let size = try #require(PictureSize(png))
    #expect(size.width == 256 && size.height == 64)
    #expect(PictureSize([0x89, 0x50]) == nil)
  }
}
