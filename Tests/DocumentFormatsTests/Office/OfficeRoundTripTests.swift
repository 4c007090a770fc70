import DocumentFormats
import Documents
import OfficeFormats
import Testing

struct OfficeRoundTripTests {
  /// What both formats hold: the sample without pictures that are missing, and in the form that readers give back.
  static var document: Document {
    var document = OfficeSample.document
    document.theme = .modern
    document.quality = .professional
    document.blocks = document.blocks.compactMap(held)
    return document
  }

  private static func held(_ block: Block) -> Block? {
    switch block {
    case .bibliography: return nil
    case .division(let division) where division.role == .notes: return nil
    case .math: return nil
    case .figure(let figure):
      if figure.image.source == "missing.png" { return nil }
      var figure = figure
      if figure.image.width != nil { figure.image.width = .points(170.08) }
      return .figure(figure)
    case .code(var code):
      code.language = nil
      return .code(code)
    case .paragraph(let paragraph):
      // Citations, and references to formulas that are left out.
      let isHeld = paragraph.inlines.allSatisfy {
        switch $0 {
        case .citation, .math, .footnote: false
        case .reference(let reference): reference.target != "sum" && reference.form != .footnote
        default: true
        }
      }
      return isHeld ? block : nil
    default: return block
    }
  }

  /// Names of pictures are the file's in OpenDocument.
  private static func renamed(_ blocks: [Block], _ names: [String: String]) -> [Block] {
    blocks.map { block in
      switch block {
      case .figure(var figure):
        figure.image.source = names[figure.image.source] ?? figure.image.source
        return .figure(figure)
      case .paragraph(var paragraph):
        paragraph.inlines = paragraph.inlines.map { inline in
          guard case .image(var image) = inline else { return inline }
          image.source = names[image.source] ?? image.source
          return .image(image)
        }
        return .paragraph(paragraph)
      default: return block
      }
    }
  }

  private func compare(_ read: [Block], _ expected: [Block]) {
    #expect(read.count == expected.count)
    for (index, pair) in zip(read, expected).enumerated() where pair.0 != pair.1 {
      Issue.record("block \(index):\nread     \(pair.0)\nexpected \(pair.1)")
    }
  }

  @Test func wordGivesBackWhatWasWritten() throws {
    let document = Self.document
    let result = try DOCXReader().read(DOCXWriter().bytes(document).bytes)
    compare(result.document.blocks, document.blocks)
    #expect(result.document.metadata == document.metadata)
    #expect(result.document.running == Self.shown(document))
    #expect(result.document.page == document.page)
    #expect(result.document.numbering.headingDepth == 3)
    #expect(result.document.watermark == document.watermark)
    #expect(result.document.resources["logo.png"]?.bytes == OfficeSample.picture)
  }

  @Test func wordGivesTheSameBytesAgain() throws {
    let first = try DOCXReader().read(DOCXWriter().bytes(Self.document).bytes).document
    let second = try DOCXReader().read(DOCXWriter().bytes(first).bytes).document
    #expect(first == second)
  }

  @Test func openDocumentGivesBackWhatWasWritten() throws {
    var document = Self.document
    // A list within a definition comes back behind it.
    document.blocks.removeAll { if case .definitions = $0 { true } else { false } }
    let result = try ODTReader().read(ODTWriter().bytes(document).bytes)
    let names = ["logo.png": "image-1.png", "mark.svg": "image-2.svg"]
    compare(result.document.blocks, Self.renamed(document.blocks, names))
    #expect(result.document.metadata == document.metadata)
    #expect(result.document.running == Self.shown(document))
    #expect(result.document.page == document.page)
    #expect(result.document.numbering.headingDepth == 3)
  }

  /// The title in a header is a word in the file.
  private static func shown(_ document: Document) -> RunningContent {
    var running = document.running
    running.header.all?.start = [.text(document.metadata.title ?? "")]
    return running
  }

  @Test(arguments: [DocumentFormat.docx, .odt])
  func notesLinksAndReferencesComeBack(_ format: DocumentFormat) throws {
    let paragraph = Paragraph([
      .text("A note"),
      .footnote(Footnote(id: format == .odt ? "ftn1" : "one", [.paragraph("Below."), .paragraph("Again.")])),
      .text(", again "), .reference(Reference(format == .odt ? "ftn1" : "one", form: .footnote)), .text(", see "),
      .reference(Reference("there")), .text(", page "), .reference(Reference("there", form: .page)), .text(", "),
      .reference(Reference("there", form: .number)), .text(", "), .reference(Reference("there", form: .title)),
      .text(", "), .link(Link("https://example.org/", title: "T", [.text("out "), .strong([.text("there")])])),
      .text("  two spaces"), .lineBreak, .text("and\ta tab."),
    ])
    let document = Document(
      metadata: Metadata(title: "T", language: "en"), numbering: Numbering(headingDepth: 2),
      blocks: [
        .heading(Heading(level: 1, [.text("Where")], attributes: Attributes(id: "there"))), .paragraph(paragraph),
      ])
    let bytes = try FormatRegistry.standard.writer(for: format).bytes(document).bytes
    let result = try FormatRegistry.standard.reader(for: format).read(bytes)
    compare(result.document.blocks, document.blocks)
    #expect(result.warnings.isEmpty)
  }

  @Test(arguments: [
    "x^2", "\\frac{a}{b}", "\\sqrt[3]{x+1}", "\\sum_{i=1}^n i", "\\int_0^1 f(x)\\,dx", "\\alpha+\\beta\\leq\\gamma",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", "\\lim_{x\\to 0}\\sin x", "\\overline{AB}", "\\hat{x}",
    "\\left( \\frac{1}{2} \\right)^2", "\\text{if }x>0", "\\mathbb{R}", "\\binom{n}{k}", "\\underbrace{a+b}_{n}",
  ])
  func formulasComeBack(_ tex: String) throws {
    let document = Document(metadata: Metadata(language: "en"), blocks: [.math(MathBlock(tex))])
    func read(_ document: Document, _ format: DocumentFormat) throws -> String? {
      let bytes = try FormatRegistry.standard.writer(for: format).bytes(document).bytes
      guard case .math(let math)? = try FormatRegistry.standard.reader(for: format).read(bytes).document.blocks.first
      else { return nil }
      return math.tex
    }
    #expect(try read(document, .odt) == tex)
    // Word keeps the formula and not its notation: what comes back says the same, and says it again.
    let once = try #require(try read(document, .docx))
    let twice = try read(Document(blocks: [.math(MathBlock(once))]), .docx)
    #expect(twice == once)
    #expect(once.filter { $0.isLetter || $0.isNumber }.count >= tex.filter { $0.isNumber }.count)
  }
}
