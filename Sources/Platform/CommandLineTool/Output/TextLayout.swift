/// Lays text out in terminal columns.
public enum TextLayout {
  /// Lines of at most `width` columns, broken at spaces; a longer word gets a line of its own.
  public static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let columns = columns(word)
      if !line.isEmpty, used + 1 + columns > width {
        lines.append(line)
        line = ""
        used = 0
      }
      if !line.isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += columns
    }
    if !line.isEmpty || text.isEmpty { lines.append(line) }
    return lines
  }

  /// Columns that the text takes: East Asian wide letters and emoji take two.
  public static func columns(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  private static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x20..<0x7F: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return first.properties.generalCategory == .control ? 0 : 1
    }
  }

  /// Columns side by side, each as wide as its widest cell, two spaces between; the last is not padded.
  public static func table(_ rows: [[String]]) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (place, cell) in row.enumerated() {
        if place == widths.count { widths.append(0) }
        widths[place] = max(widths[place], columns(cell))
      }
    }
    return rows.map { row in
      var line = ""
      for (place, cell) in row.enumerated() {
        line += cell
        if place < row.count - 1 { line += String(repeating: " ", count: widths[place] - columns(cell) + 2) }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
