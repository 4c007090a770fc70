import DocumentFormats
import Documents
import JSON
import MarkupFormats
import Testing

struct RoundTripTests {
  /// Pages are laid out and tested where the layout is.
  private static let formats = FormatRegistry.standard.writable.filter { $0 != .pdf && $0 != .svg }

  private func json(_ document: Document) throws -> String {
    String(decoding: try JSONDocumentWriter().bytes(document).bytes, as: UTF8.self)
  }

  @Test(arguments: [DocumentFormat.markdown, .json, .html, .epub])
  func whatIsWrittenIsReadBack(format: DocumentFormat) throws {
    let registry = FormatRegistry.standard
    let document = try Corpus.everything()
    let (bytes, _) = try registry.writer(for: format).bytes(document)
    var options = ImportOptions()
    if format == .markdown { options.resources = document.resources }
    let result = try registry.reader(for: format).read(bytes, options: options)
    var back = result.document
    var expected = document
    // What the format does not hold, or holds elsewhere.
    if format != .json {
      back.sources = expected.sources
      back.quality = expected.quality
      back.numbering = expected.numbering
    }
    if format == .epub { back.metadata = expected.metadata }
    if format == .html { back.metadata.date = expected.metadata.date }
    #expect(result.warnings.map(\.description) == [])
    for (index, (ours, theirs)) in zip(back.blocks, expected.blocks).enumerated() {
      if ours != theirs {
        Issue.record("block \(index)\n\(try json(Document(blocks: [ours])))\n\(try json(Document(blocks: [theirs])))")
      }
    }
    #expect(back.blocks.count == expected.blocks.count)
    #expect(back.metadata == expected.metadata)
    #expect(back.resources == expected.resources)
    expected.blocks = back.blocks
    #expect(back == expected)
  }

  /// Only what the writer put in front is no part of a heading.
  @Test func aNumberOfSomebodyElseStays() throws {
    let reader = HTMLReader()
    let first = try reader.read(Array("<h1><span class=number>Seven</span> lives</h1>".utf8)).document
    let second = try reader.read(try HTMLWriter().bytes(first).bytes).document
    #expect(first.blocks.count == 1)
    #expect(second.blocks == first.blocks)
  }

  @Test(arguments: [DocumentFormat.markdown, .json, .html, .epub], Corpus.awkward)
  func awkwardTextStaysText(format: DocumentFormat, text: String) throws {
    let clean = text.unicodeScalars.filter {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0xFFFE
    }
    let words = format == .json ? text : String(String.UnicodeScalarView(clean))
    let document = Document(
      metadata: Metadata(title: "T"), quality: .basic,
      blocks: [
        .paragraph(words), .heading(2, words),
        .paragraph(Paragraph([.emphasis([.text(words)]), .text("x"), .strong([.text(words)])])),
        .list(List(items: [ListItem([.paragraph(Paragraph([.text(words)], isPlain: true))])])),
      ])
    let registry = FormatRegistry.standard
    let (bytes, _) = try registry.writer(for: format).bytes(document)
    let back = try registry.reader(for: format).read(bytes).document
    func plain(_ document: Document) -> [String] {
      document.blocks.flatMap { block -> [String] in
        let inner = block.childBlocks.flatMap { $0 }
        return (block.inlineRuns + inner.flatMap(\.inlineRuns)).map { run in
          // White space at the ends says nothing in HTML.
          format == .html || format == .epub
            ? run.plainText.split(separator: " ").joined(separator: " ") : run.plainText
        }
      }
    }
    #expect(plain(back) == plain(document), "\(String(decoding: format == .epub ? [] : bytes, as: UTF8.self))")
    #expect(back.blocks.map(\.kind) == document.blocks.map(\.kind))
  }

  @Test(arguments: Self.formats)
  func theSameDocumentGivesTheSameBytes(format: DocumentFormat) throws {
    let writer = try FormatRegistry.standard.writer(for: format)
    let first = try writer.bytes(try Corpus.everything())
    let second = try writer.bytes(try Corpus.everything())
    #expect(first.bytes == second.bytes)
    #expect(first.report == second.report)
    #expect(first.report.bytes == first.bytes.count)
    #expect(first.report.words > 100)
  }

  @Test(arguments: Self.formats)
  func aCancelledExportEnds(format: DocumentFormat) throws {
    let control = ExportControl()
    control.cancel()
    let document = try Corpus.everything()
    let writer = try FormatRegistry.standard.writer(for: format)
    let error = #expect(throws: DocumentError.self) { _ = try writer.bytes(document, control: control) }
    #expect(error?.code == .cancelled)
  }

  @Test(arguments: [DocumentFormat.html, .latex, .text, .rtf, .docx, .odt, .markdown])
  func theCaptionOfATableWithoutCellsStays(format: DocumentFormat) throws {
    let table = Table(columns: [], rows: [], caption: [.text("Lonely")])
    let bytes = try FormatRegistry.standard.writer(for: format).bytes(Document(blocks: [.table(table)])).bytes
    guard [.docx, .odt].contains(format) else {
      return #expect(String(decoding: bytes, as: UTF8.self).contains("Lonely"))
    }
    let back = try FormatRegistry.standard.reader(for: format).read(bytes).document
    #expect(back.blocks.flatMap(\.inlineRuns).contains { $0.plainText.contains("Lonely") })
  }

  @Test(arguments: Self.formats)
  func anEmptyDocumentIsWritten(format: DocumentFormat) throws {
    let result = try FormatRegistry.standard.writer(for: format).bytes(Document())
    #expect(result.report.bytes == result.bytes.count)
  }
}
