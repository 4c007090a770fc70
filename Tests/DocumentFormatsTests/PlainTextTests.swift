import DocumentFormats
import Documents
import MarkupFormats
import Testing

struct PlainTextTests {
  @Test func everyKindOfBlockIsWritten() throws {
    let document = Document(
      metadata: Metadata(title: "Title"),
      blocks: [
        .heading(1, "One"), .paragraph("Words."),
        .list(List(.numbers, items: [ListItem([.paragraph("first")]), ListItem([.paragraph("second")])])),
        .table(
          Table(
            columns: [TableColumn(), TableColumn(alignment: .end)],
            header: [TableRow([TableCell([.text("Name")]), TableCell([.text("Price")])])],
            rows: [TableRow([TableCell([.text("Tea")]), TableCell([.text("3")])])])),
        .quote(Quote([.paragraph("Said.")])), .code(CodeBlock("let a = 1\nlet b = 2")),
        .paragraph(Paragraph([.text("Note"), .footnote(Footnote(id: "n", [.paragraph("Below.")]))])),
      ])
    let (bytes, report) = try FormatRegistry.standard.writer(for: .text).bytes(document)
    let expected = """
      Title
      =====

      One
      ===

      Words.

      1. first
      2. second

      Name  Price
      ----  -----
      Tea       3

      > Said.

          let a = 1
          let b = 2

      Note[1]

      --------------------
      [1] Below.

      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    #expect(report.bytes == bytes.count)
    #expect(report.losses.isEmpty)
  }

  @Test func paragraphsAreRead() throws {
    let result = try PlainTextReader().read(Array("One\r\ntwo\r\n\r\nthree\u{0C}".utf8))
    #expect(result.document.blocks.count == 2)
    #expect(
      result.document.blocks[0] == .paragraph(Paragraph([.text("One"), .softBreak, .text("two")])))
  }

  @Test func otherEncodingsAreRead() throws {
    let latin = try PlainTextReader().read([0x63, 0x61, 0x66, 0xE9, 0x80])
    #expect(latin.document.blocks == [.paragraph("café€")])
    #expect(latin.warnings.count == 1)
    let wide = try PlainTextReader().read([0xFF, 0xFE, 0x68, 0x00, 0x69, 0x00])
    #expect(wide.document.blocks == [.paragraph("hi")])
  }

  @Test func anUnknownFormatNamesTheOthers() {
    #expect(throws: DocumentError.self) { _ = try FormatRegistry().writer(for: .pdf) }
  }
}
