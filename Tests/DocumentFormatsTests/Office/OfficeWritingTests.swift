import DocumentFormats
import Documents
import Judging
import Testing

struct OfficeWritingTests {
  static let writers: [any DocumentWriter] = [DOCXWriter(), ODTWriter(), PPTXWriter()]

  static func written(_ format: DocumentFormat, _ document: Document) throws -> [UInt8] {
    try FormatRegistry.standard.writer(for: format).bytes(document).bytes
  }

  @Test(arguments: [DocumentFormat.docx, .odt, .pptx])
  func theWholeSampleHasNoFindings(_ format: DocumentFormat) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.written(format, OfficeSample.document), to: "sample.\(format.rawValue)")
    let verdict = try OfficeJudge.audit(path)
    #expect(verdict.status == 0 && verdict.output.contains("Errors: 0"), "\(verdict.output)")
    // The sizes of formulas are left to the program that shows them.
    let warnings = verdict.output.split(separator: "\n").filter {
      $0.hasPrefix("W") && $0.dropFirst().first?.isNumber == true && !$0.contains("Shape 'Formula")
    }
    #expect(warnings.isEmpty, "\(warnings.joined(separator: "\n"))")
  }

  static let themes = Theme.named

  @Test(arguments: themes)
  func everyThemeAndDirectionIsValid(_ theme: Theme) throws {
    let folder = try TemporaryFolder()
    var document = OfficeSample.document
    document.theme = theme
    document.metadata.language = theme.name == "classic" ? "ar" : "de"
    document.page = PageSetup(size: .letter, columns: 2, isTwoSided: true)
    for format in [DocumentFormat.docx, .odt, .pptx] {
      let path = try folder.write(Self.written(format, document), to: "\(theme.name).\(format.rawValue)")
      let verdict = try OfficeJudge.audit(path)
      #expect(verdict.status == 0 && verdict.output.contains("Errors: 0"), "\(verdict.output)")
    }
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

  @Test(arguments: [DocumentFormat.docx, .odt, .pptx])
  func anEmptyDocumentIsAFileToo(_ format: DocumentFormat) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.written(format, Document()), to: "empty.\(format.rawValue)")
    let verdict = try OfficeJudge.audit(path)
    #expect(verdict.output.contains("Errors: 0"), "\(verdict.output)")
  }

  @Test(arguments: [DocumentFormat.docx, .odt, .pptx])
  func charactersThatXMLCannotHoldBreakNothing(_ format: DocumentFormat) throws {
    let folder = try TemporaryFolder()
    let text = "bell \u{7} null \u{0} end \u{FFFF} <&>\" ]]> \u{1F600}"
    let document = Document(
      metadata: Metadata(title: text, keywords: [text]),
      blocks: [
        .heading(1, text), .paragraph(text), .code(CodeBlock(text)),
        .table(Table(columns: [TableColumn()], rows: [TableRow([TableCell([.text(text)])])])),
        .paragraph(Paragraph([.link(Link("https://example.org/\u{7}<>\"", [.text(text)]))])),
      ])
    let path = try folder.write(Self.written(format, document), to: "odd.\(format.rawValue)")
    let verdict = try OfficeJudge.audit(path)
    #expect(verdict.output.contains("Errors: 0"), "\(verdict.output)")
  }

  @Test(arguments: [DocumentFormat.docx, .odt, .pptx])
  func deepNestingIsWritten(_ format: DocumentFormat) throws {
    var block = Block.paragraph("the middle")
    for depth in 0..<40 {
      block = depth % 2 == 0 ? .list(List(items: [ListItem([block])])) : .quote(Quote([block]))
    }
    let bytes = try Self.written(format, Document(blocks: [block]))
    let folder = try TemporaryFolder()
    let verdict = try OfficeJudge.audit(folder.write(bytes, to: "deep.\(format.rawValue)"))
    #expect(verdict.output.contains("Errors: 0"), "\(verdict.output)")
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
