import DocumentFormats
import Documents
import JSON
import Judging
import MarkupFormats
import Testing

/// Every starter is a document that could go out as it is.
struct StarterTests {
  private static let names = Starter.all.map(\.name)

  private static func read(_ starter: Starter) throws -> ImportResult {
    let filled = try Template(starter.template, of: .markdown).render(starter.data)
    #expect(!filled.contains("{{"))
    return try MarkdownReader().read(Array(filled.utf8))
  }

  @Test func thereIsOneForEachType() {
    #expect(Starter.all.dropFirst().map(\.type) == DocumentType.allCases)
    #expect(Starter.all.first?.type == nil)
    #expect(Set(Starter.all.map(\.title)).count == Starter.all.count)
    #expect(Starter.all.allSatisfy { Starter(named: $0.name)?.title == $0.title })
    #expect(Starter(named: "bill")?.title == nil)
  }

  @Test(arguments: names) func nothingIsFoundInIt(_ name: String) throws {
    let starter = try #require(Starter(named: name))
    let read = try Self.read(starter)
    #expect(read.warnings.isEmpty, "\(read.warnings)")
    var document = read.document
    #expect(document.type == starter.type)
    document.quality = .professional
    #expect(document.findings().isEmpty, "\(document.findings())")
  }

  @Test(arguments: names) func itsSectionsStandInTheirOrder(_ name: String) throws {
    let starter = try #require(Starter(named: name))
    // Manuals tell what is dangerous before anything else.
    let known = (starter.type?.sections ?? []).map(\.name).filter { $0 != "Safety" }
    var headings: [String] = []
    try Self.read(starter).document.forEachTextBlock { block in
      if case .heading(let heading) = block, known.contains(heading.inlines.plainText) {
        headings.append(heading.inlines.plainText)
      }
    }
    #expect(headings == known.filter(headings.contains))
    #expect((starter.type?.sections ?? []).filter(\.isRequired).allSatisfy { headings.contains($0.name) })
  }

  @Test(arguments: names) func everyValueIsShown(_ name: String) throws {
    let starter = try #require(Starter(named: name))
    guard case .object(let members) = starter.data else {
      Issue.record("the data are no object")
      return
    }
    for member in members {
      let isUsed = ["{{", "{{#", "{{^"].contains { starter.template.contains($0 + member.key) }
      #expect(isUsed, "the template never asks for '\(member.key)'")
    }
  }

  private static let single: Set<String> = ["document", "letter", "memo", "newsletter", "invoice", "brochure"]

  @Test(arguments: names) func itsPagesAreWhole(_ name: String) throws {
    let starter = try #require(Starter(named: name))
    let (bytes, report) = try FormatRegistry.standard.writer(for: .pdf).bytes(Self.read(starter).document)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
    // Speaker notes have no place on a page.
    #expect(report.losses.isEmpty || starter.type == .presentation, "\(report.losses)")
    let pages = try #require(report.pages)
    #expect(Self.single.contains(name) ? pages == 1 : (2...6).contains(pages))
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "starter.pdf")
    let info = try Judge.run(["pdfinfo", path]).output
    #expect(info.split(separator: "\n").contains { $0.hasPrefix("Pages:") && $0.hasSuffix(" \(pages)") }, "\(info)")
    let text = try Judge.run(["pdftotext", path, "-"]).output
    #expect(!text.contains("{{") && !text.contains("}}"))
  }

  @Test func slidesHaveNotes() throws {
    let writer = try FormatRegistry.standard.writer(for: .pptx)
    let report = try writer.bytes(Self.read(Starter(of: .presentation)).document).report
    #expect(report.pages == 7)
    #expect(report.losses.isEmpty && report.warnings.isEmpty, "\(report.losses) \(report.warnings)")
  }
}
