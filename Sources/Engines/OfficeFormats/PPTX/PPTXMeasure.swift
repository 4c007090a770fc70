internal import Documents

/// How much room text and tables take, about: enough to know when a slide is full.
enum PPTXMeasure {
  /// The slide and the part of it for content, in points.
  static let slide = (width: 960.0, height: 540.0)
  static let content = PPTXSlide.Rectangle(x: 48, y: 118, width: 864, height: 372)
  static let bodySize = 18.0
  static let codeSize = 13.0
  static let tableSize = 13.0

  static func size(_ line: PPTXSlide.Line) -> Double {
    switch line.form {
    case .code: codeSize
    case .caption: 12
    default: max(bodySize - Double(line.level) * 2, 12)
    }
  }

  static func height(_ line: PPTXSlide.Line, width: Double) -> Double {
    let size = size(line)
    let room = max(width - Double(line.level + 1) * 22 - 16, 40)
    var lines = 0
    for part in line.inlines.plainText.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += max(Int((self.width(String(part)) * size / room).rounded(.up)), 1)
    }
    let breaks = line.inlines.reduce(0) { if case .lineBreak = $1 { $0 + 1 } else { $0 } }
    return Double(lines + breaks) * size * 1.25 + (line.form == .code ? 0 : 7)
  }

  /// In widths of the font's size.
  static func width(_ text: String) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case ..<0x80: width += scalar.value == 0x20 ? 0.28 : (0x41...0x5A).contains(scalar.value) ? 0.66 : 0.54
      case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x20000...0x3FFFF: width += 1
      case 0x300...0x36F: break
      default: width += 0.6
      }
    }
    return width
  }

  static func height(_ row: TableRow, _ widths: [Double]) -> Double {
    var tallest = tableSize * 1.3
    for (index, cell) in row.cells.enumerated() where index < widths.count {
      var height = 0.0
      for line in PPTXPlan.lines(cell.blocks) {
        let text = width(line.inlines.plainText) * tableSize
        height += max((text / max(widths[index] * Double(cell.columnSpan) - 16, 20)).rounded(.up), 1) * tableSize * 1.3
      }
      tallest = max(tallest, height)
    }
    return tallest + 9
  }
}
