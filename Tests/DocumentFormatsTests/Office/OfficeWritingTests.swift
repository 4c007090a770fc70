import DocumentFormats
import Documents
import Judging
import OfficeFormats
import Testing

struct OfficeWritingTests {
  static let writers: [any DocumentWriter] = [DOCXWriter(), ODTWriter(), PPTXWriter()]

  static func written(_ format: DocumentFormat, _ document: Document) throws -> [UInt8] {
    try FormatRegistry.standard.writer(for: format).bytes(document).bytes
  }

  /// Every kind of document, by name.
  private static var documents: [(name: String, document: Document)] {
    let odd = "bell \u{7} null \u{0} end \u{FFFF} <&>\" ]]> \u{1F600}"
    var deep = Block.paragraph("the middle")
    for depth in 0..<40 { deep = depth % 2 == 0 ? .list(List(items: [ListItem([deep])])) : .quote(Quote([deep])) }
    var documents: [(String, Document)] = [
      ("sample", OfficeSample.document), ("empty", Document()), ("deep", Document(blocks: [deep])),
      (
        "odd",
        Document(
          metadata: Metadata(title: odd, keywords: [odd]),
          blocks: [
            .heading(1, odd), .paragraph(odd), .code(CodeBlock(odd)),
            .table(Table(columns: [TableColumn()], rows: [TableRow([TableCell([Inline.text(odd)])])])),
            .paragraph(Paragraph([.link(Link("https://example.org/\u{7}<>\"", [.text(odd)]))])),
          ])
      ),
    ]
    for theme in Theme.named {
      var document = OfficeSample.document
      document.theme = theme
      document.metadata.language = theme.name == "classic" ? "ar" : "de"
      document.page = PageSetup(size: .letter, columns: 2, isTwoSided: true)
      documents.append((theme.name, document))
    }
    return documents
  }

  @Test func noFileHasFindings() throws {
    let folder = try TemporaryFolder()
    var count = 0
    for (name, document) in Self.documents {
      for format in [DocumentFormat.docx, .odt, .pptx] {
        try folder.write(Self.written(format, document), to: "\(name).\(format.rawValue)")
        count += 1
      }
    }
    let verdict = try OfficeJudge.audit(folder.path)
    let lines = verdict.output.split(separator: "\n")
    #expect(verdict.status == 0 && lines.filter { $0 == "Errors: 0" }.count == count, "\(verdict.output.suffix(6000))")
    // The sizes of formulas are left to the program that shows them.
    let warnings = lines.filter {
      $0.hasPrefix("W") && $0.dropFirst().first?.isNumber == true && !$0.contains("Shape 'Formula")
    }
    #expect(warnings.isEmpty, "\(warnings.joined(separator: "\n"))")
  }

  @Test(arguments: [DocumentFormat.docx, .odt, .pptx])
  func theSameDocumentGivesTheSameBytes(_ format: DocumentFormat) throws {
    let first = try Self.written(format, OfficeSample.document)
    #expect(try Self.written(format, OfficeSample.document) == first)
  }

  @Test func libreOfficeShowsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let formats = [DocumentFormat.docx, .odt, .pptx]
    let names = formats.map { "of-\($0.rawValue).\($0.rawValue)" }
    for (format, name) in zip(formats, names) {
      try folder.write(Self.written(format, OfficeSample.document), to: name)
    }
    let results = try OfficeJudge.convert(names, in: folder)
    for (format, result) in zip(formats, results) {
      #expect((9...30).contains(result.pages), "\(format) has \(result.pages) pages")
      for words in [
        "Annual report & outlook", "To be, or not to be.", "counts from one again", "Row 60", "Apples", "3.60",
      ] {
        #expect(result.text.contains(words), "\(format) lacks '\(words)'")
      }
    }
    // The contents of ODT fill in their page numbers by themselves.
    #expect(results[1].text.contains("Introduction"))
  }

  @Test func lossesAndMissingPicturesAreTold() throws {
    let report = try DOCXWriter().bytes(OfficeSample.document).report
    #expect(report.losses.map(\.subject) == ["speaker notes"])
    #expect(report.warnings.map(\.code) == ["missing-image"])
    let slides = try PPTXWriter().bytes(OfficeSample.document).report
    #expect(Set(slides.losses.map(\.subject)).isSuperset(of: ["footnote", "math", "page size of a section"]))
    #expect((slides.pages ?? 0) > 10)
  }

  @Test func aCancelledExportEnds() {
    let control = ExportControl()
    control.cancel()
    for writer in Self.writers {
      #expect(throws: DocumentError.self) { try writer.bytes(OfficeSample.document, control: control) }
    }
  }
}
