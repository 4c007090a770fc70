/// Which families are asked first for a character that the document's own fonts do not have.
enum FallbackFamilies {
  struct Family {
    let name: String
    let isCollection: Bool
  }

  static func of(_ scalar: UInt32, serif: Bool) -> [Family] {
    if isEastAsian(scalar) {
      let names = serif ? ["notoserifcjk", "notosanscjk"] : ["notosanscjk", "notoserifcjk"]
      return names.map { Family(name: $0, isCollection: true) }
    }
    let script = blocks.first { $0.range.contains(scalar) }?.script
    var names: [String] = []
    if let script {
      if serif { names += script == "arabic" ? ["notonaskharabic"] : ["notoserif\(script)"] }
      names += ["notosans\(script)", "notoserif\(script)"]
    }
    names += serif ? ["notoserif", "notosans"] : ["notosans", "notoserif"]
    names += ["notosansmath", "notosanssymbols2", "notosanssymbols"]
    return names.map { Family(name: $0, isCollection: false) }
  }

  /// The place of a language's shapes in the collections of Noto CJK.
  static func collectionIndex(_ language: String) -> Int {
    let lowered = language.lowercased()
    if lowered.hasPrefix("ja") { return 0 }
    if lowered.hasPrefix("ko") { return 1 }
    if lowered.hasPrefix("zh-hk") || lowered.hasPrefix("yue") { return 4 }
    if lowered.hasPrefix("zh-hant") || lowered.hasPrefix("zh-tw") { return 3 }
    return 2
  }

  static func isEastAsian(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100..<0x1200, 0x2E80..<0xA4D0, 0xA960..<0xA980, 0xAC00..<0xD800, 0xF900..<0xFB00, 0xFE30..<0xFE50,
      0xFF00..<0xFFF0, 0x1B000..<0x1B170, 0x1F200..<0x1F300, 0x20000..<0x32000:
      return true
    default: return false
    }
  }

  private static let blocks: [(range: Range<UInt32>, script: String)] = [
    (0x0530..<0x0590, "armenian"), (0x0590..<0x0600, "hebrew"), (0x0600..<0x0700, "arabic"),
    (0x0700..<0x0750, "syriac"), (0x0750..<0x0780, "arabic"), (0x0780..<0x07C0, "thaana"), (0x07C0..<0x0800, "nko"),
    (0x0860..<0x08A0, "arabic"), (0x08A0..<0x0900, "arabic"), (0x0900..<0x0980, "devanagari"),
    (0x0980..<0x0A00, "bengali"), (0x0A00..<0x0A80, "gurmukhi"), (0x0A80..<0x0B00, "gujarati"),
    (0x0B00..<0x0B80, "oriya"), (0x0B80..<0x0C00, "tamil"), (0x0C00..<0x0C80, "telugu"),
    (0x0C80..<0x0D00, "kannada"), (0x0D00..<0x0D80, "malayalam"), (0x0D80..<0x0E00, "sinhala"),
    (0x0E00..<0x0E80, "thai"), (0x0E80..<0x0F00, "lao"), (0x0F00..<0x1000, "tibetan"), (0x1000..<0x10A0, "myanmar"),
    (0x10A0..<0x1100, "georgian"), (0x1200..<0x13A0, "ethiopic"), (0x13A0..<0x1400, "cherokee"),
    (0x1400..<0x1680, "canadianaboriginal"), (0x1680..<0x16A0, "ogham"), (0x16A0..<0x1700, "runic"),
    (0x1780..<0x1800, "khmer"), (0x1800..<0x18B0, "mongolian"), (0x2200..<0x2300, "math"),
    (0x2C00..<0x2C60, "glagolitic"), (0x2C80..<0x2D00, "coptic"), (0x2D30..<0x2D80, "tifinagh"),
    (0xA8E0..<0xA900, "devanagari"), (0xAA80..<0xAAE0, "taiviet"), (0xFB1D..<0xFB50, "hebrew"),
    (0xFB50..<0xFE00, "arabic"), (0xFE70..<0xFF00, "arabic"), (0x1D400..<0x1D800, "math"), (0x1EE00..<0x1EF00, "math"),
  ]
}
