import ByteIO
import Documents
import PDF
import PageFormats
import Testing

/// The check of a file just written, and that it sees damage.
struct PDFCheckTests {
  private static let all = ["cross-references", "pages", "fonts", "text", "structure"]

  @Test(arguments: [Quality.basic, .professional, .premium])
  func everyReportSaysWhatWasChecked(_ quality: Quality) throws {
    var document = SampleDocument.ofEverything()
    document.quality = quality
    #expect(try PDFWriter().bytes(document).report.integrity == .intact(Self.all.filter { $0 != "text" }))
  }

  @Test func protectedFilesAreCheckedAsFarAsTheyCanBeRead() throws {
    var options = ExportOptions()
    options.protection = FileProtection(userPassword: "a", seed: Array(repeating: 7, count: 32))
    let report = try PDFWriter().bytes(SampleDocument.ofScripts(), options: options).report
    #expect(report.integrity == .intact(["cross-references"]))
  }

  @Test func allPagesAreReadWhereAsked() throws {
    let (bytes, report) = try PDFWriter().bytes(SampleDocument.ofScripts(3))
    let pages = try #require(report.pages)
    #expect(try PDFCheck.passed(bytes, pages: pages, depth: .full) == Self.all)
    #expect(throws: PDFError.self) { try PDFCheck.passed(bytes, pages: pages + 1) }
  }

  /// Every byte of the file matters, but for the comments at its beginning and for what only links, outlines and the like use.
  @Test func damageIsSeen() throws {
    let (bytes, report) = try PDFWriter().bytes(SampleDocument.ofScripts())
    let pages = try #require(report.pages)
    var unseen: [Int] = []
    var tried = 0
    for place in stride(from: 200, to: bytes.count - 8, by: bytes.count / 120) {
      var damaged = bytes
      damaged[place] ^= 0x55
      tried += 1
      if (try? PDFCheck.passed(damaged, pages: pages, depth: .full)) != nil { unseen.append(place) }
    }
    // Programs of fonts are not unpacked.
    let programs = try fontPrograms(bytes)
    let serious = unseen.filter { place in !programs.contains { $0.contains(place) } }
    #expect(tried > 100 && serious.count < tried / 10, "\(serious)")
    for count in [0, 5, bytes.count / 2, bytes.count - 7] {
      #expect(throws: PDFError.self, "\(count)") { try PDFCheck.passed(Array(bytes.prefix(count)), pages: pages) }
    }
  }

  /// Where streams of font programs lie.
  private func fontPrograms(_ bytes: [UInt8]) throws -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while let range = bytes[place...].firstRange(of: Array(">>stream\n".utf8)) {
      let head = String(decoding: bytes[max(range.lowerBound - 120, 0)..<range.lowerBound], as: UTF8.self)
      let end = bytes[range.upperBound...].firstRange(of: Array("\nendstream".utf8))?.upperBound ?? bytes.count
      let own = head.split(separator: "obj").last ?? ""
      if own.contains("Length1") || own.contains("CIDFontType0C") { found.append(range.upperBound..<end) }
      place = end
    }
    return found
  }
}
