import Archives
import ByteIO
import Documents
import Judging
import PageFormats
import Testing

/// Pages as SVG, drawn by librsvg, beside the same pages of the PDF, drawn by poppler.
struct SVGPagesTests {
  /// The mean difference of grey that two rasterizers may have, of 255, and the share of pixels that differ much. Measured: 1.5 and 0.007.
  private static let mostMean = 4.0
  private static let mostShare = 0.03

  @Test(arguments: [1, 2, 3])
  func pagesLookLikeThoseOfThePDF(_ page: Int) throws {
    var document = SampleDocument.ofEverything()
    document.watermark = Watermark(.text("DRAFT"))
    let folder = try TemporaryFolder()
    var options = ExportOptions()
    options.profile = "page-\(page)"
    let (svg, report) = try SVGPagesWriter().bytes(document, options: options)
    let drawing = try folder.write(svg, to: "page.svg")
    let pdf = try folder.write(try PDFWriter().bytes(document).bytes, to: "page.pdf")
    #expect(report.bytes == svg.count && (report.pages ?? 0) >= 3)
    let check = try Judge.run(["xmllint", "--noout", drawing])
    #expect(check.status == 0, Comment(rawValue: check.output))
    let size = ["-scale-to-x", "595", "-scale-to-y", "842"]
    _ = try Judge.run(
      ["pdftoppm", "-png", "-singlefile", "-f", "\(page)", "-l", "\(page)"] + size + [pdf, "\(folder.path)/pdf"])
    let drawn = try Judge.run(
      ["rsvg-convert", "-w", "595", "-h", "842", "-o", "\(folder.path)/svg.png", drawing])
    #expect(drawn.status == 0, Comment(rawValue: drawn.output))
    let verdict = try Judge.script("judge-pdf.py", ["compare", "\(folder.path)/pdf.png", "\(folder.path)/svg.png"])
    let numbers = verdict.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(numbers.count == 2, "\(verdict.output) \(verdict.errors)")
    #expect(numbers.first ?? 255 < Self.mostMean && numbers.last ?? 1 < Self.mostShare, "\(verdict.output)")
  }

  @Test func profilesChooseWhatIsWritten() throws {
    let document = SampleDocument.ofScripts()
    let folder = try TemporaryFolder()
    var options = ExportOptions()
    options.profile = "text"
    let (svg, report) = try SVGPagesWriter().bytes(document, options: options)
    let text = String(decoding: svg, as: UTF8.self)
    #expect(text.contains(">Typography</text>") && text.contains(">مرحبا</text>") && text.contains(">שלום</text>"))
    options.profile = "zip"
    let archive = try folder.write(try SVGPagesWriter().bytes(document, options: options).bytes, to: "pages.zip")
    let listed = try Judge.run(["unzip", "-l", archive]).output
    for page in 1...(report.pages ?? 1) { #expect(listed.contains("page-\(page).svg"), "\(listed)") }
    for wrong in ["page-99", "page-0", "nothing"] {
      options.profile = wrong
      #expect(throws: DocumentError.self) { try SVGPagesWriter().bytes(document, options: options) }
    }
  }

  @Test func sameDocumentSameBytes() throws {
    let document = SampleDocument.ofEverything()
    let first = try SVGPagesWriter().bytes(document).bytes
    _ = try SVGPagesWriter().bytes(SampleDocument.ofScripts())
    let isSame = try SVGPagesWriter().bytes(document).bytes == first
    #expect(isSame)
  }
}
