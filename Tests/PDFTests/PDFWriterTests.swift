import ByteIO
import Documents
import Judging
import PageFormats
import Testing

/// Independent readers judge what the writer makes: page-validation, qpdf, poppler, pdfium, pikepdf.
struct PDFWriterTests {
  private func write(_ document: Document) throws -> (folder: TemporaryFolder, path: String, report: ExportReport) {
    let folder = try TemporaryFolder()
    let (bytes, report) = try PDFWriter().bytes(document)
    return (folder, try folder.write(bytes, to: "document.pdf"), report)
  }

  @Test(arguments: ["everything", "scripts", "empty"])
  func standardsAreKept(_ name: String) throws {
    let document =
      switch name {
      case "everything": SampleDocument.ofEverything()
      case "scripts": SampleDocument.ofScripts()
      default: Document()
      }
    let (folder, path, report) = try write(document)
    defer { _ = folder }
    #expect(report.warnings.isEmpty, "\(report.warnings)")
    let findings = try Judge.script("judge-pdf.py", ["validate", path, "ua1", "2a"])
    #expect(findings.output.isEmpty, Comment(rawValue: String(findings.output.prefix(2000))))
    let check = try Judge.run(["qpdf", "--check", path])
    #expect(check.status == 0, Comment(rawValue: check.output))
    for line in try Judge.run(["pdffonts", path]).output.split(separator: "\n").dropFirst(2) {
      let columns = line.split(separator: " ")
      #expect(columns.suffix(5).prefix(3) == ["yes", "yes", "yes"], "embedded, subset, with text: \(line)")
    }
  }

  /// The line below it belongs to the heading, and both to what follows.
  @Test func aHeadingWithALineStaysWithItsText() throws {
    for count in 28..<34 {
      var document = Document(
        blocks: (0..<count).map { .paragraph(Paragraph([.text("Line \($0)")])) } + [
          .heading(Heading(level: 1, [.text("Conclusion")])), .paragraph(Paragraph([.text("The end.")])),
        ])
      document.theme = .corporate
      document.quality = .standard
      let (folder, path, _) = try write(document)
      defer { _ = folder }
      let pages = try Judge.run(["pdftotext", path, "-"]).output.split(separator: "\u{0C}")
      #expect(pages.allSatisfy { $0.split(separator: "\n").last != "Conclusion" }, "after \(count) lines")
    }
  }

  @Test func sameDocumentSameBytes() throws {
    let document = SampleDocument.ofEverything()
    let first = try PDFWriter().bytes(document).bytes
    // Another document in between must leave no traces.
    _ = try PDFWriter().bytes(SampleDocument.ofScripts())
    let isSame = try PDFWriter().bytes(document).bytes == first
    #expect(isSame)
  }

  /// Poppler writes such marks around every change of direction.
  private static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  /// What a reader makes of line ends and hyphens is its own business; the characters between are not.
  private func flattened(_ text: String) -> String {
    let joined = String(text.unicodeScalars.filter { !Self.isDirectionMark($0) }.map(Character.init))
      .replacing("\u{200B}", with: "").replacing("\u{AD}\n", with: "").replacing("\u{AD}\r\n", with: "")
      .replacing("\u{AD}", with: "")
    return joined.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: ["pdftotext", "pdfium", "structure"], SampleDocument.scripts.map(\.name))
  func textComesBack(_ reader: String, _ script: String) throws {
    let sample = try #require(SampleDocument.scripts.first { $0.name == script })
    let block = Block.paragraph(Paragraph([.text(sample.text)], attributes: Attributes(language: sample.language)))
    let document = Document(metadata: Metadata(title: "x", language: "en"), quality: .basic, blocks: [block])
    let (folder, path, _) = try write(document)
    defer { _ = folder }
    let output =
      switch reader {
      case "pdftotext": try Judge.run(["pdftotext", path, "-"]).output
      case "pdfium": try Judge.script("judge-pdf.py", ["text", path]).output
      default: try Judge.script("judge-pdf.py", ["structure", path]).output
      }
    let isSpaced = script != "Chinese" && script != "Japanese" && script != "Thai"
    let wanted = flattened(sample.text)
    let found = flattened(output)
    if isSpaced || reader == "structure" {
      #expect(found.contains(wanted), "\(found)")
    } else {
      // Between lines of a script without spaces readers put one of their own.
      #expect(found.replacing(" ", with: "").contains(wanted.replacing(" ", with: "")), "\(found)")
    }
  }

  /// Marks far from their letters, and ligatures of several letters with marks.
  @Test(
    arguments: ["pdftotext", "pdfium"],
    [
      ("ar", "بِسْمِ ذَهَبَ الْوَلَدُ إِلَى الْمَدْرَسَةِ وَكَتَبَ فِي دَفْتَرِهِ"), ("ar", "الحمد لله، الله لا إله إلا الأمل والإسلام"),
      ("fa", "می‌خواهم کتاب‌ها را بخوانم"), ("he", "שָׁלוֹם עֲלֵיכֶם"),
    ])
  func markedTextFromRightToLeftComesBack(_ reader: String, _ sample: (language: String, text: String)) throws {
    let text = sample.text
    let block = Block.paragraph(Paragraph([.text(text)], attributes: Attributes(language: sample.language)))
    let document = Document(metadata: Metadata(title: "x", language: "en"), quality: .basic, blocks: [block])
    let (folder, path, _) = try write(document)
    defer { _ = folder }
    let output =
      reader == "pdfium"
      ? try Judge.script("judge-pdf.py", ["text", path]).output : try Judge.run(["pdftotext", path, "-"]).output
    #expect(flattened(output).contains(text), "\(output)")
  }

  @Test func referencesTellPages() throws {
    var document = SampleDocument.ofScripts(4)
    document.blocks.insert(
      .paragraph(Paragraph([.text("See page "), .reference(Reference("end", form: .page)), .text(" there.")])), at: 0)
    document.blocks.append(.heading(Heading(level: 1, [.text("End")], attributes: Attributes(id: "end"))))
    let (folder, path, report) = try write(document)
    defer { _ = folder }
    let pages = try #require(report.pages)
    #expect(pages > 2)
    #expect(flattened(try Judge.run(["pdftotext", path, "-"]).output).contains("See page \(pages) there."))
  }
}
