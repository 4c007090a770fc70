internal import Documents

/// The paragraph styles; each paragraph repeats what its style says, for readers that do not know styles.
struct RTFStyle {
  enum Name: String, CaseIterable {
    case normal
    case heading1, heading2, heading3, heading4, heading5, heading6
    case title, subtitle, author, quote, code, caption, footnote, callout, abstract, dedication, address, signature
    case bibliography, term, contents, listEntry, header, equation

    /// As word processors call it.
    var title: String {
      switch self {
      case .normal: "Normal"
      case .heading1, .heading2, .heading3, .heading4, .heading5, .heading6: "heading \(rawValue.suffix(1))"
      case .code: "Source Code"
      case .footnote: "footnote text"
      case .contents: "TOC Heading"
      case .listEntry: "toc 1"
      case .quote, .caption, .header: rawValue
      default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
      }
    }

    static func heading(_ level: Int) -> Name { Name(rawValue: "heading\(level)") ?? .heading6 }
  }

  /// Fonts of `\fonttbl`.
  enum Font: Int {
    case body, heading, code
  }

  /// Places in `\colortbl`; 0 is the reader's own colour.
  enum Color: Int {
    case text = 1, heading, accent, muted, line, shade, headerFill, headerText
  }

  private let theme: Theme

  init(_ theme: Theme) {
    self.theme = theme
  }

  static func number(_ name: Name) -> Int { Name.allCases.firstIndex(of: name) ?? 0 }

  private func half(_ points: Double) -> Int { Int((points * 2).rounded()) }

  /// The control words of a style, without its number.
  func words(_ name: Name) -> String {
    let sizes = theme.sizes
    let gap = OfficeMeasures.twips(max(sizes.paragraphGap, 4))
    let leading = "\\sl\(Int((240 * sizes.lineHeight).rounded()))\\slmult1"
    func text(_ font: Font, _ size: Double, _ color: Color) -> String {
      "\\f\(font.rawValue)\\fs\(half(size))\\cf\(color.rawValue)"
    }
    switch name {
    case .heading1, .heading2, .heading3, .heading4, .heading5, .heading6:
      let level = Int(name.rawValue.suffix(1)) ?? 1
      let size = sizes.heading(level)
      let rule =
        level == 1 && theme.hasHeadingRule ? "\\brdrb\\brdrs\\brdrw10\\brsp40\\brdrcf\(Color.line.rawValue)" : ""
      return "\\keepn\\sb\(OfficeMeasures.twips(size * 0.8))\\sa\(OfficeMeasures.twips(size * 0.3))"
        + "\\outlinelevel\(level - 1)\(rule)\(text(.heading, size, .heading))\\b"
    case .title: return "\(theme.centersTitle ? "\\qc" : "")\\keepn\\sa120\(text(.heading, sizes.title, .heading))\\b"
    case .subtitle:
      return "\(theme.centersTitle ? "\\qc" : "")\\keepn\\sa120\(text(.heading, sizes.heading(3), .muted))"
    case .author: return "\(theme.centersTitle ? "\\qc" : "")\\sa60\(text(.body, sizes.body, .muted))"
    case .quote: return "\\li480\\ri480\\sa\(gap)\(leading)\(text(.body, sizes.body, .muted))\\i"
    case .code: return "\\sa\(gap)\\cbpat\(Color.shade.rawValue)\(text(.code, sizes.code, .text))"
    case .caption: return "\\sb60\\sa\(gap)\(text(.body, sizes.small, .muted))"
    case .footnote: return text(.body, sizes.small, .text)
    case .callout:
      return "\\li240\\sa\(gap)\\brdrl\\brdrs\\brdrw30\\brsp120\\brdrcf\(Color.accent.rawValue)"
        + text(.body, sizes.body, .text)
    case .abstract, .dedication: return "\\li480\\ri480\\sa\(gap)\(text(.body, sizes.body, .text))\\i"
    case .bibliography: return "\\fi-480\\li480\\sa\(gap)\(text(.body, sizes.body, .text))"
    case .term: return "\\keepn\\sb60\(text(.body, sizes.body, .text))\\b"
    case .contents: return "\\keepn\\sb240\\sa120\(text(.heading, sizes.heading(2), .heading))\\b"
    case .header: return text(.body, sizes.small, .muted)
    case .equation: return "\\qc\\sb60\\sa\(gap)\(text(.body, sizes.body, .text))"
    case .normal, .address, .signature, .listEntry:
      let justified = theme.isJustified && name == .normal ? "\\qj" : ""
      return "\(justified)\\sa\(name == .normal ? gap : 0)\(leading)\(text(.body, sizes.body, .text))"
    }
  }
}
