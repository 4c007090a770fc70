import DocumentFormats
import Documents
import Testing

/// The Swift of `docs/documents.md`.
struct PageExamples {
  func page(of markdown: [UInt8]) throws -> [UInt8] {
    let registry = FormatRegistry.standard
    let read = try registry.reader(for: .markdown).read(markdown)
    let (html, report) = try registry.writer(for: .html).bytes(read.document)
    for loss in report.losses { print(loss) }
    return html
  }

  @Test func markdownBecomesAPage() throws {
    #expect(String(decoding: try page(of: Array("# Hello".utf8)), as: UTF8.self).contains(">Hello</h1>"))
  }
}
