import Fonts
import Judging
import Testing

struct FontFaceTests {
  private func face(_ family: String, _ style: FontStyle = .regular) throws -> FontFace {
    try #require(FontLibrary.system.face(family: family, style: style), "Install fonts-noto-core: scripts/setup test")
  }

  @Test func namesAndMeasures() throws {
    let face = try face("Noto Sans")
    #expect(face.family == "Noto Sans")
    #expect(face.postScriptName == "NotoSans-Regular")
    #expect(face.unitsPerEm == 1000)
    #expect(face.glyph(of: 0x41) > 0)
    #expect(face.glyph(of: 0x4E00) == 0)
    #expect(face.advance(face.glyph(of: 0x20)) == 260)
    #expect(!face.isFixedPitch)
    #expect(try self.face("Noto Sans Mono").isFixedPitch)
  }

  @Test(arguments: [
    (FontStyle.regular, "NotoSans-Regular"), (.bold, "NotoSans-Bold"),
    (FontStyle(isItalic: true), "NotoSans-Italic"), (FontStyle(weight: 700, isItalic: true), "NotoSans-BoldItalic"),
  ])
  func stylesAreFound(_ style: FontStyle, _ name: String) throws {
    #expect(try face("noto sans", style).postScriptName == name)
  }

  @Test(arguments: [
    (UInt32(0x0645), "en", "Noto Sans Arabic"), (0x05D0, "en", "Noto Sans Hebrew"),
    (0x0915, "hi", "Noto Sans Devanagari"),
    (0x0E01, "th", "Noto Sans Thai"), (0x4E00, "zh", "Noto Sans CJK SC"), (0x3042, "ja", "Noto Sans CJK JP"),
    (0xAC00, "ko", "Noto Sans CJK KR"), (0x2211, "en", "Noto Sans Math"),
  ])
  func fallbackByScript(_ scalar: UInt32, _ language: String, _ family: String) throws {
    let found = FontLibrary.system.fallback(for: scalar, style: .regular, language: language, serif: false)
    #expect(found?.family == family)
  }

  @Test func damagedFilesAreRefused() throws {
    #expect(throws: FontError.self) { try FontFace(FontFile(named: "empty", [])) }
    #expect(throws: FontError.self) { try FontFace(FontFile(named: "text", Array("not a font at all".utf8))) }
    let whole = try face("Noto Sans").contents
    for cut in [12, 60, 300, 5_000, 100_000] {
      let file = FontFile(named: "cut", Array(whole.prefix(cut)))
      guard let face = try? FontFace(file) else { continue }
      _ = TrueTypeSubset(face).bytes([0, 36, 37, 200])
      _ = face.glyph(of: 0x41)
    }
  }

  /// fontTools is the judge: it compiles every table of the subset and compares the outlines.
  @Test func trueTypeSubsetKeepsOutlines() throws {
    let face = try face("Noto Sans")
    let glyphs = [0] + "Añé ôÅfi".unicodeScalars.map { face.glyph(of: $0.value) }
    try compare(face, glyphs, TrueTypeSubset(face).bytes(glyphs), compact: false)
  }

  @Test func compactSubsetKeepsOutlines() throws {
    let face = try #require(FontLibrary.system.fallback(for: 0x4E00, style: .regular, language: "ja", serif: false))
    let glyphs = [0] + "日本語の段落です。カ、Ag".unicodeScalars.map { face.glyph(of: $0.value) }
    let subset = try CompactSubset(face)
    try compare(face, glyphs, subset.bytes(glyphs), compact: true)
    #expect(glyphs.map { subset.width(of: $0) } == glyphs.map { face.advance($0) })
  }

  private func compare(_ face: FontFace, _ glyphs: [Int], _ bytes: [UInt8], compact: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "subset")
    let verdict = try Judge.script(
      "judge-subset.py",
      [
        face.file.path, String(face.index), path, compact ? "compact" : "plain",
        glyphs.map(String.init).joined(separator: ","),
      ])
    #expect(verdict.output == "same \(glyphs.count)\n", Comment(rawValue: verdict.output))
  }
}
