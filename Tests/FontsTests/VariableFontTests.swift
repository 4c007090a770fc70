import Fonts
import Judging
import Testing

/// Variable fonts at the place of their axes that a style asks for. fontTools is the judge.
struct VariableFontTests {
  private static let missing: Comment = "Install fonts-inter-variable: scripts/setup test"

  private func compare(_ face: FontFace, _ text: String, _ places: [String]) throws {
    let glyphs = [0] + text.unicodeScalars.map { face.glyph(of: $0.value) }
    let folder = try TemporaryFolder()
    let path = try folder.write(TrueTypeSubset(face).bytes(glyphs), to: "subset")
    let verdict = try Judge.script(
      "judge-instance.py", [face.file.path, path, glyphs.map(String.init).joined(separator: ",")] + places)
    #expect(verdict.output == "same \(glyphs.count)\n", Comment(rawValue: verdict.output))
  }

  @Test(arguments: [100, 300, 700, 850])
  func outlinesAndWidthsAreThoseOfTheWeight(_ weight: Int) throws {
    let face = try #require(
      FontLibrary.system.face(family: "Inter", style: FontStyle(weight: weight)), Self.missing)
    #expect(face.weight == weight)
    #expect(face.axes.contains { $0.tag == "wght" })
    #expect(face.postScriptName.hasSuffix("-wght\(weight)"))
    try compare(face, "Añé ôÅfiQg&@€", ["wght=\(weight)"])
  }

  @Test func theFontsOwnPlaceIsTakenAsItIs() throws {
    let face = try #require(FontLibrary.system.face(family: "Inter"), Self.missing)
    #expect(face.weight == 400 && face.location == .normal)
    try compare(face, "Añé ôÅfiQg", ["wght=400"])
  }

  @Test func aSlantedFileIsFoundForItalics() throws {
    let face = try #require(FontLibrary.system.face(family: "Inter", style: FontStyle(weight: 700, isItalic: true)))
    #expect(face.isItalic && face.weight == 700)
  }

  @Test func oneFaceForEachPlace() throws {
    let one = try #require(FontLibrary.system.face(family: "Inter", style: FontStyle(weight: 900)), Self.missing)
    // Beyond the axis there is nothing more.
    let other = try #require(FontLibrary.system.face(family: "Inter", style: FontStyle(weight: 1000)))
    #expect(one === other)
  }

  /// CFF2 is no format of PDF: its curves are drawn as those of TrueType.
  @Test(arguments: [400, 650, 900])
  func compactOutlinesAreDrawnAnew(_ weight: Int) throws {
    let folder = try TemporaryFolder()
    let made = try Judge.script("judge-instance.py", ["make-cff2", folder.file("Growing.otf")])
    try #require(made.status == 0, Comment(rawValue: made.output))
    let library = FontLibrary(folders: [folder.path])
    let face = try #require(library.face(family: "Growing", style: FontStyle(weight: weight)))
    #expect(face.weight == weight && face.outlines == .trueType)
    try compare(face, "A A", ["wght=\(weight)"])
  }
}
