import Documents
import PageFormats
import Testing

/// An export that remembers the one before gives the bytes of one that remembers nothing.
struct SectionMemoryTests {
  /// A generator of one's own: the same edits in every run.
  private struct Dice {
    var state: UInt64 = 42

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  private func chapters(_ count: Int) -> Document {
    var document = SampleDocument.ofEverything()
    let everything = document.blocks.filter { if case .pageBreak = $0 { false } else { true } }
    document.blocks = []
    for chapter in 0..<count {
      document.blocks.append(.heading(1, "Chapter \(chapter)"))
      document.blocks.append(.paragraph("The words of chapter \(chapter) are its own. And it goes on for a while."))
      if chapter % 3 == 0 { document.blocks += everything }
      document.blocks += SampleDocument.ofScripts().blocks
      document.blocks.append(
        .paragraph(
          Paragraph([
            .text("With a note"), .footnote(Footnote(id: "own-\(chapter)", [.paragraph("of \(chapter)")])),
            .text(" and "), .reference(Reference("chapter-\(max(chapter - 1, 1))", form: .title)),
          ])))
    }
    return document
  }

  /// Not compared by the test itself, which would look for the difference for minutes.
  private func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool { one == other }

  @Test func aChangedParagraphSetsItsSectionOnly() throws {
    let memory = SectionMemory()
    var document = chapters(4)
    let writer = PDFWriter(memory: memory)
    #expect(try isSame(writer.bytes(document).bytes, PDFWriter().bytes(document).bytes))
    let parts = memory.lastExport.set
    #expect(parts > 40 && memory.lastExport.reused == 0)
    document.blocks[1] = .paragraph("Other words stand here now, and more of them than before.")
    #expect(try isSame(writer.bytes(document).bytes, PDFWriter().bytes(document).bytes))
    #expect(memory.lastExport.set == 1, "\(memory.lastExport)")
    #expect(memory.lastExport.reused == parts - 1)
  }

  @Test func anyEditGivesTheSameBytes() throws {
    let memory = SectionMemory()
    var document = chapters(2)
    var dice = Dice()
    for round in 0..<7 {
      let place = dice.roll(document.blocks.count)
      switch dice.roll(7) {
      case 0: document.blocks.remove(at: place)
      case 1: document.blocks.insert(.paragraph("New in round \(round)."), at: place)
      case 2: document.blocks.insert(.heading(1 + dice.roll(3), "Heading \(round)"), at: place)
      case 3: document.blocks.swapAt(place, dice.roll(document.blocks.count))
      case 4: document.theme = round % 2 == 0 ? .classic : .modern
      case 5: document.metadata.language = round % 2 == 0 ? "de" : "en"
      default: document.resources = SampleDocument.ofEverything().resources
      }
      let written = try PDFWriter(memory: memory).bytes(document)
      let plain = try PDFWriter().bytes(document)
      #expect(isSame(written.bytes, plain.bytes), "round \(round)")
      #expect(written.report.warnings == plain.report.warnings)
    }
  }
}
