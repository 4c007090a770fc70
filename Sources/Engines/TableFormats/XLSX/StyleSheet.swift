internal import ByteIO

/// The number formats and cell styles of a workbook, each written once.
struct StyleSheet {
  struct Style: Hashable {
    enum Look: Hashable { case plain, header, link, guarded, locked }

    var format: String?
    var look: Look
  }

  private var styles: [Style] = [Style(format: nil, look: .plain)]
  private var indexes: [Style: Int] = [Style(format: nil, look: .plain): 0]
  private var fills: [String] = []

  mutating func index(format: String?, look: Style.Look = .plain) -> Int {
    let style = Style(format: format, look: look)
    if let known = indexes[style] { return known }
    styles.append(style)
    indexes[style] = styles.count - 1
    return styles.count - 1
  }

  /// A differential style for a conditional format.
  mutating func differential(fill: String) -> Int {
    if let known = fills.firstIndex(of: fill) { return known }
    fills.append(fill)
    return fills.count - 1
  }

  var xml: ByteBuffer {
    var xml = ByteBuffer(reserving: 4096)
    xml.append(OfficeParts.declaration)
    xml.append("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
    var formats: [String] = []
    for style in styles {
      if let format = style.format, !formats.contains(format) { formats.append(format) }
    }
    if !formats.isEmpty {
      xml.append("<numFmts count=\"\(formats.count)\">")
      for (index, format) in formats.enumerated() {
        xml.append("<numFmt numFmtId=\"\(164 + index)\" formatCode=\"")
        xml.append(xml: format)
        xml.append("\"/>")
      }
      xml.append("</numFmts>")
    }
    xml.append(
      """
      <fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
      <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
      <font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts>\
      <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFE7EBF3"/><bgColor indexed="64"/></patternFill></fill></fills>\
      <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
      """)
    xml.append("<cellXfs count=\"\(styles.count)\">")
    for style in styles {
      let format = style.format.flatMap { formats.firstIndex(of: $0) }.map { 164 + $0 } ?? 0
      let font = style.look == .header ? 1 : style.look == .link ? 2 : 0
      let fill = style.look == .header ? 2 : 0
      xml.append("<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"0\" xfId=\"0\"")
      if format > 0 { xml.append(" applyNumberFormat=\"1\"") }
      if font > 0 { xml.append(" applyFont=\"1\"") }
      if fill > 0 { xml.append(" applyFill=\"1\"") }
      if style.look == .guarded { xml.append(" quotePrefix=\"1\"") }
      xml.append("/>")
    }
    xml.append("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>")
    xml.append("<dxfs count=\"\(fills.count)\">")
    for fill in fills {
      xml.append(
        "<dxf><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF\(fill)\"/><bgColor rgb=\"FF\(fill)\"/></patternFill></fill></dxf>"
      )
    }
    xml.append("</dxfs></styleSheet>")
    return xml
  }
}
