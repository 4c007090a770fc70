/// How many columns text takes on a terminal or a sheet of fixed width.
enum TextWidth {
  static func of(_ text: String) -> Int {
    var width = 0
    for scalar in text.unicodeScalars { width += of(scalar) }
    return width
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let isWide =
      (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value)
      || (0xF900...0xFAFF).contains(value) || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
      || (0x1F300...0x1FAFF).contains(value) || (0x20000...0x3FFFD).contains(value)
    return isWide ? 2 : 1
  }

  /// Breaks lines at spaces so that they are no wider than `limit` where that can be.
  static func wrap(_ text: String, at limit: Int) -> String {
    var result = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result += "\n" }
      var width = 0
      for word in line.split(separator: " ") {
        let wordWidth = of(String(word))
        if width > 0, width + 1 + wordWidth > limit {
          result += "\n"
          width = 0
        } else if width > 0 {
          result += " "
          width += 1
        }
        result += word
        width += wordWidth
      }
    }
    return result
  }
}
