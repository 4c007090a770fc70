import Archives
import ByteIO
import DocumentFormats
import Documents
import Judging
import OfficeFormats
import Testing

struct OfficeReadingTests {
  private static func docx(_ body: String) throws -> [UInt8] {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    try zip.add("word/document.xml", Array("<w:document \(space)><w:body>\(body)</w:body></w:document>".utf8))
    try zip.finish()
    return sink.bytes
  }

  private static func text(_ body: String) throws -> [String] {
    try DOCXReader().read(docx(body)).document.blocks.flatMap { $0.inlineRuns.map(\.plainText) }
  }

  @Test func trackedChangesAreAccepted() throws {
    let body = """
      <w:p><w:r><w:t>Kept </w:t></w:r><w:ins w:id="1"><w:r><w:t>new </w:t></w:r></w:ins>\
      <w:del w:id="2"><w:r><w:delText>old </w:delText></w:r></w:del><w:r><w:t>end</w:t></w:r></w:p>
      """
    let result = try DOCXReader().read(Self.docx(body))
    #expect(result.document.blocks == [.paragraph("Kept new end")])
    #expect(result.warnings.map(\.code) == ["tracked-change"])
  }

  @Test(arguments: [
    ("", []),
    ("<w:p/>", []),
    ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", ["a b"]),
    ("<w:sdt><w:sdtContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["in"]),
    ("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:t>loose</w:t></w:r></w:p>", ["loose"]),
    ("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>X</w:instrText><w:t>hidden</w:t></w:r></w:p>", []),
    ("<w:p><w:fldSimple w:instr=\"AUTHOR\"><w:r><w:t>me</w:t></w:r></w:fldSimple></w:p>", ["me"]),
    ("<w:tbl/>", [""]),
    ("<w:p><w:r><w:footnoteReference w:id=\"9\"/><w:t>x</w:t></w:r></w:p>", ["x"]),
  ])
  func unusualMarkupIsRead(_ body: String, _ expected: [String]) throws {
    #expect(try Self.text(body) == expected)
  }

  @Test func hostileFilesAreRefusedClearly() throws {
    for reader in [DOCXReader(), ODTReader()] as [any DocumentReader] {
      for bytes in [[], Array("no archive".utf8), Array(repeating: 0x50, count: 1000)] as [[UInt8]] {
        #expect(throws: DocumentError.self) { try reader.read(bytes) }
      }
      let sink = MemorySink()
      let zip = ZIPWriter(to: sink)
      try zip.add("other.xml", Array("<a/>".utf8))
      try zip.finish()
      #expect(throws: DocumentError.self) { try reader.read(sink.bytes) }
    }
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\">]>"
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("word/document.xml", Array("\(bomb)<w><body/></w>".utf8))
    try zip.finish()
    #expect(throws: DocumentError.self) { try DOCXReader().read(sink.bytes) }
    // Deep nesting ends with an error and not with the stack.
    let deep = String(repeating: "<w:sdt><w:sdtContent>", count: 50_000)
    #expect(throws: DocumentError.self) { try DOCXReader().read(Self.docx(deep)) }
  }

  @Test func zeroesThatUnpackToMuchAreRefused() throws {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("word/document.xml", [UInt8](repeating: 0x20, count: 4 << 20))
    try zip.finish()
    #expect(throws: DocumentError.self) { try DOCXReader().read(sink.bytes) }
  }

  @Test func whatLibreOfficeWritesIsRead() throws {
    let folder = try TemporaryFolder()
    let html = """
      <html lang="en"><body><h1>Top</h1><p>Some <b>bold</b> and <i>italic</i> text.</p>\
      <ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>\
      <table border="1"><tr><th>A</th><th>B</th></tr><tr><td colspan="2">both</td></tr></table></body></html>
      """
    try folder.write(html, to: "in.html")
    for (format, filter) in [(DocumentFormat.docx, "docx:MS Word 2007 XML"), (.odt, "odt:writer8")] {
      _ = try Judge.run([
        "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless",
        "--infilter=HTML (StarWriter)", "--convert-to", filter, "--outdir", folder.path, folder.file("in.html"),
      ])
      let result = try FormatRegistry.standard.reader(for: format).read(folder.read("in.\(format.rawValue)"))
      let blocks = result.document.blocks
      #expect(
        blocks.contains { if case .heading(let heading) = $0 { heading.inlines.plainText == "Top" } else { false } })
      #expect(
        blocks.contains(
          .paragraph(
            Paragraph([
              .text("Some "), .strong([.text("bold")]), .text(" and "), .emphasis([.text("italic")]),
              .text(" text."),
            ]))),
        "\(blocks)")
      let list = blocks.compactMap { if case .list(let list) = $0 { list } else { nil } }.first
      #expect(list?.items.count == 2, "\(blocks)")
      let table = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }.first
      #expect(table?.columns.count == 2 && table?.rows.last?.cells.first?.columnSpan == 2, "\(blocks)")
    }
  }
}
