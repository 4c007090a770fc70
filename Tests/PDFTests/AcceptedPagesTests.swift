import Documents
import Glibc
import Judging
import PageFormats
import Testing

/// Pages look as they did when somebody accepted them: poppler draws our PDF at 60 dots an inch, and the picture is compared
/// with the accepted one. `scripts/accept-pages` accepts anew.
struct AcceptedPagesTests {
  /// The mean difference of grey, of 255: what another release of poppler or of a font's hints may change. A page that
  /// moved by 3 points differs by 3 and more.
  private static let mostMean = 0.8
  /// The share of pixels that differ by more than a quarter.
  private static let mostShare = 0.004

  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    + "/Accepted/pages"

  private func draw(_ document: Document, _ page: Int, _ folder: TemporaryFolder) throws -> String {
    let (bytes, report) = try PDFWriter().bytes(document)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
    let path = try folder.write(bytes, to: "page.pdf")
    let made = try Judge.run([
      "pdftoppm", "-r", "60", "-gray", "-png", "-singlefile", "-f", "\(page)", "-l", "\(page)", path,
      folder.file("page"),
    ])
    try #require(made.status == 0, Comment(rawValue: made.output))
    return folder.file("page.png")
  }

  /// Whether two pictures show the same page, and the numbers that say so.
  private func compare(_ one: String, _ other: String) throws -> (isSame: Bool, numbers: String) {
    let verdict = try Judge.script("judge-pdf.py", ["compare", one, other])
    let numbers = verdict.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(numbers.count == 2, "\(verdict.output) \(verdict.errors)")
    return (numbers[0] <= Self.mostMean && numbers[1] <= Self.mostShare, verdict.output)
  }

  @Test(arguments: AcceptedPage.all)
  func pageLooksAsAccepted(_ page: AcceptedPage) throws {
    let accepted = "\(Self.folder)/\(page.name).png"
    let folder = try TemporaryFolder()
    let picture = try draw(try page.document(), page.page, folder)
    if getenv("EXPORT_IA_ACCEPT_PAGES") != nil {
      let accepting = try Judge.run(["cp", picture, accepted])
      #expect(accepting.status == 0, Comment(rawValue: accepting.output))
    }
    try #require(access(accepted, R_OK) == 0, "Nobody accepted \(page.name) yet: scripts/accept-pages")
    let (isSame, numbers) = try compare(accepted, picture)
    if !isSame { _ = try Judge.run(["cp", picture, "/tmp/export-ia-\(page.name).png"]) }
    #expect(
      isSame, "\(page.name): \(numbers)Look at /tmp/export-ia-\(page.name).png; if it is right: scripts/accept-pages")
  }

  /// The comparison sees a change that few people would: margins wider by three points.
  @Test(arguments: AcceptedPage.all)
  func smallChangesAreSeen(_ page: AcceptedPage) throws {
    let folder = try TemporaryFolder()
    let picture = try draw(try page.document(marginsWiderBy: 3), page.page, folder)
    let (isSame, numbers) = try compare("\(Self.folder)/\(page.name).png", picture)
    #expect(!isSame, "\(page.name): \(numbers)")
  }
}
