import Documents
import Judging
import MarkupFormats
import OfficeFormats
import Testing

/// Files of RTF as LibreOffice and pandoc read them.
struct RTFTests {
  private static func arabic() -> Document {
    Document(
      metadata: Metadata(title: "عنوان", language: "ar"),
      blocks: [
        .heading(1, "مقدمة"), .paragraph("هذه فقرة عربية مع كلمة English في الوسط، ورقم 123. 😀"),
        .list(List(.numbers, items: [ListItem([.paragraph("أول")]), ListItem([.paragraph("ثان")])])),
      ])
  }

  @Test func libreOfficeShowsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let documents = [
      ("everything.rtf", try Corpus.everything()), ("sample.rtf", OfficeSample.document), ("arabic.rtf", Self.arabic()),
    ]
    for (name, document) in documents { try folder.write(RTFWriter().bytes(document).bytes, to: name) }
    let shown = try OfficeJudge.convert(documents.map(\.0), in: folder)
    #expect(shown[0].pages >= 3)
    for words in [
      "Everything & more", "A “test”".replacing("“", with: "\"").replacing("”", with: "\""), "H2O", "Figure 1",
      "let a = 1 < 2 && \"x\" == \"y\"", "Smith, Jane",
    ] {
      #expect(shown[0].text.contains(words), "\(words) is missing in:\n\(shown[0].text.prefix(3000))")
    }
    for words in ["Annual report & outlook", "Example Ltd.", "The first note, with a link.", "Mind the gap"] {
      #expect(shown[1].text.contains(words), "\(words) is missing in:\n\(shown[1].text.prefix(3000))")
    }
    #expect(shown[2].text.contains("English") && shown[2].text.contains("😀"), "\(shown[2].text)")
  }

  /// pandoc's own reader finds the structure: headings, lists, tables, links, notes, marks.
  @Test func anotherReaderFindsTheStructure() throws {
    let folder = try TemporaryFolder()
    let markdown = """
      # One

      Plain *soft* **hard** ~~gone~~ [there](https://example.org/?a=1&b=2) and a note[^1].

      1. first
      2. second
         - inner

      | a | b |
      |---|---|
      | 1 | é 中 |

      [^1]: The note.
      """
    let document = try MarkdownReader().read(Array(markdown.utf8)).document
    let file = try folder.write(RTFWriter().bytes(document).bytes, to: "a.rtf")
    let html = try Judge.run(["pandoc", "-f", "rtf", "-t", "html", "--wrap=none", file]).output
    for piece in [
      "<h1", "One", "<em>soft</em>", "<strong>hard</strong>", "<del>gone</del>",
      "<a href=\"https://example.org/?a=1&amp;b=2\">", "<ol", "first", "second", "<ul", "inner", "<td", "é 中",
      "The note.",
    ] {
      #expect(html.contains(piece), "\(piece) is missing in:\n\(html)")
    }
  }

  @Test(arguments: Corpus.awkward)
  func textStaysText(_ words: String) throws {
    let folder = try TemporaryFolder()
    let document = Document(blocks: [.paragraph(words), .paragraph("the end")])
    let (bytes, _) = try RTFWriter().bytes(document)
    // Seven bits, and every brace has its other.
    #expect(bytes.allSatisfy { $0 < 0x80 })
    var depth = 0
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        depth += byte == UInt8(ascii: "{") ? 1 : byte == UInt8(ascii: "}") ? -1 : 0
      }
      #expect(depth >= 0)
    }
    #expect(depth == 0)
    let file = try folder.write(bytes, to: "a.rtf")
    let text = try Judge.run(["pandoc", "-f", "rtf", "-t", "plain", "--wrap=none", file]).output
    // The reader knows no characters of two halves; LibreOffice does.
    let shown = words.unicodeScalars.filter {
      $0.value < 0x10000 && $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) && $0.value != 0xFFFE
    }
    let found = Set(text.unicodeScalars)
    #expect(shown.allSatisfy(found.contains), "\(text)")
    #expect(text.contains("the end"))
  }

  @Test func lossesAreTold() throws {
    var document = try Corpus.everything()
    document.watermark = Watermark(.text("DRAFT"))
    document.blocks.append(.figure(Figure(Image("nowhere.png", alternative: "Nothing"))))
    let report = try RTFWriter().bytes(document).report
    let losses = report.losses.map(\.description).joined(separator: "\n")
    for word in ["formula", "chart", "watermark", "speaker notes"] { #expect(losses.contains(word), "\(losses)") }
    #expect(report.warnings.contains { $0.code == "missing-image" })
  }
}
