import Documents
import Judging
import PageFormats
import Testing

/// Documents in a variable font: weights are real, embedded as TrueType, and their text comes back.
struct VariableFontPDFTests {
  @Test func weightsAreEmbedded() throws {
    var theme = Theme.modern
    theme.fonts = Theme.Fonts(body: ["Inter"], heading: ["Inter"], code: theme.fonts.code)
    let words = "The quick brown fox jumps over the lazy dog, naïvely"
    let document = Document(
      metadata: Metadata(title: "Variable", language: "en"), theme: theme,
      blocks: [
        .heading(1, "A heading"),
        .paragraph(
          Paragraph([.text(words + ", "), .strong([.text("boldly")]), .text("; "), .emphasis([.text("so")])])),
      ])
    let folder = try TemporaryFolder()
    let (bytes, report) = try PDFWriter().bytes(document)
    #expect(report.warnings.isEmpty && report.fonts.contains { $0.name.hasSuffix("-wght700") }, "\(report.fonts)")
    let path = try folder.write(bytes, to: "page.pdf")
    #expect(try Judge.script("judge-pdf.py", ["validate", path, "ua1", "2a"]).output == "")
    let fonts = try Judge.run(["pdffonts", path]).output.split(separator: "\n").dropFirst(2)
    #expect(fonts.count == 3 && fonts.allSatisfy { $0.contains("CID TrueType") }, "\(fonts)")
    for text in [
      try Judge.run(["pdftotext", path, "-"]).output, try Judge.script("judge-pdf.py", ["text", path]).output,
    ] {
      #expect(
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words + ", boldly; so"), "\(text)")
    }
  }
}
