internal import Documents

/// The theme part that DOCX and PPTX share: the document's colours and fonts under the names that styles refer to.
struct OfficeTheme {
  private let theme: Theme

  init(_ theme: Theme) {
    self.theme = theme
  }

  /// The first family that is one, rather than a generic name.
  static func family(_ families: [String], otherwise: String) -> String {
    families.first { !["serif", "sans-serif", "monospace", "system-ui"].contains($0) } ?? otherwise
  }

  /// Colours of series, as many as there are accents.
  private var accents: [Color] {
    let series = theme.colors.series
    return (0..<6).map { series.isEmpty ? theme.colors.accent : series[$0 % series.count] }
  }

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"")
    xml.attribute(" name", theme.name)
    xml.put("><a:themeElements>")
    colors(&xml)
    fonts(&xml)
    formats(&xml)
    xml.put("</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>")
    return xml
  }

  private func colors(_ xml: inout MarkupStream) {
    let colors = theme.colors
    xml.put("<a:clrScheme")
    xml.attribute(" name", theme.name)
    xml.put(">")
    let named =
      [("dk1", colors.text), ("lt1", colors.background), ("dk2", colors.heading), ("lt2", colors.codeBackground)]
      + accents.enumerated().map { ("accent\($0.offset + 1)", $0.element) }
      + [("hlink", colors.accent), ("folHlink", colors.muted)]
    for (name, color) in named { xml.put("<a:\(name)><a:srgbClr val=\"\(color.hexadecimal)\"/></a:\(name)>") }
    xml.put("</a:clrScheme>")
  }

  /// Families for scripts that the theme's own does not hold, as far as office programs bring them along.
  private static let scripts = [
    ("Jpan", "Yu Gothic"), ("Hang", "Malgun Gothic"), ("Hans", "Microsoft YaHei"), ("Hant", "Microsoft JhengHei"),
    ("Arab", "Arial"), ("Hebr", "Arial"), ("Thai", "Leelawadee UI"), ("Deva", "Nirmala UI"),
  ]

  private func fonts(_ xml: inout MarkupStream) {
    xml.put("<a:fontScheme")
    xml.attribute(" name", theme.name)
    xml.put(">")
    for (name, families) in [("majorFont", theme.fonts.heading), ("minorFont", theme.fonts.body)] {
      xml.put("<a:\(name)><a:latin")
      xml.attribute(" typeface", Self.family(families, otherwise: "Calibri"))
      xml.put("/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>")
      for (script, family) in Self.scripts { xml.put("<a:font script=\"\(script)\" typeface=\"\(family)\"/>") }
      xml.put("</a:\(name)>")
    }
    xml.put("</a:fontScheme>")
  }

  private func formats(_ xml: inout MarkupStream) {
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
    func three(_ name: String, _ item: String) -> String { "<a:\(name)>\(item)\(item)\(item)</a:\(name)>" }
    xml.put("<a:fmtScheme")
    xml.attribute(" name", theme.name)
    xml.put(">")
    xml.put(three("fillStyleLst", fill))
    xml.put(three("lnStyleLst", "<a:ln w=\"9525\">\(fill)</a:ln>"))
    xml.put(three("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"))
    xml.put(three("bgFillStyleLst", fill))
    xml.put("</a:fmtScheme>")
  }
}
