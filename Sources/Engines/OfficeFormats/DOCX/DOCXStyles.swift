internal import Documents

/// The styles of a document, made from its theme.
struct DOCXStyles {
  let theme: Theme
  private let language: String
  private let direction: TextDirection
  private let isJustified: Bool
  private let numbersHeadings: Int

  init(_ document: Document, _ theme: Theme) {
    self.theme = theme
    language = document.metadata.effectiveLanguage
    direction = document.metadata.effectiveDirection
    isJustified = theme.isJustified && document.quality.features.justifies
    numbersHeadings = document.numbering.headingDepth
  }

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<w:styles xmlns:w=\"\(DOCXNames.main)\">")
    defaults(&xml)
    paragraphStyles(&xml)
    characterStyles(&xml)
    tableStyles(&xml)
    xml.put(
      "<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"
    )
    xml.put("</w:styles>")
    return xml
  }

  private func defaults(_ xml: inout MarkupStream) {
    let size = OfficeMeasures.halfPoints(theme.sizes.body)
    xml.put(
      "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\" w:hAnsiTheme=\"minorHAnsi\" w:cstheme=\"minorBidi\"/>"
    )
    xml.put("<w:color w:val=\"\(theme.colors.text.hexadecimal)\"/><w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>")
    DOCXLanguage.append(language, &xml)
    xml.put("</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>")
    let line = OfficeMeasures.whole(theme.sizes.lineHeight / 1.17 * 240)
    let gap = OfficeMeasures.twips(theme.sizes.paragraphGap)
    xml.put("<w:spacing w:after=\"\(gap)\" w:line=\"\(max(line, 240))\" w:lineRule=\"auto\"/>")
    xml.put("</w:pPr></w:pPrDefault></w:docDefaults>")
  }

  // MARK: Paragraphs

  private func style(
    _ id: String, _ name: String, based: String? = "Normal", next: String? = nil, isDefault: Bool = false,
    _ paragraph: String, _ run: String, _ xml: inout MarkupStream
  ) {
    xml.put("<w:style w:type=\"paragraph\"")
    if isDefault { xml.put(" w:default=\"1\"") }
    if !Self.builtIn.contains(name) { xml.put(" w:customStyle=\"1\"") }
    xml.put(" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>")
    if let based { xml.put("<w:basedOn w:val=\"\(based)\"/>") }
    if let next { xml.put("<w:next w:val=\"\(next)\"/>") }
    xml.put("<w:qFormat/>")
    if !paragraph.isEmpty { xml.put("<w:pPr>\(paragraph)</w:pPr>") }
    if !run.isEmpty { xml.put("<w:rPr>\(run)</w:rPr>") }
    xml.put("</w:style>")
  }

  private static let builtIn: Set<String> = [
    "Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "heading 4", "heading 5", "heading 6",
    "TOC Heading", "toc 1", "toc 2", "toc 3", "toc 4", "toc 5", "toc 6", "table of figures", "List Paragraph",
    "List Continue", "List Continue 2", "List Continue 3", "List Continue 4", "List Continue 5", "Quote", "caption",
    "footnote text", "header", "footer", "Bibliography", "Date", "Signature",
  ]

  private func size(_ points: Double) -> String {
    let half = OfficeMeasures.halfPoints(points)
    return "<w:sz w:val=\"\(half)\"/><w:szCs w:val=\"\(half)\"/>"
  }

  private func color(_ color: Color) -> String { "<w:color w:val=\"\(color.hexadecimal)\"/>" }

  private static let headingFont =
    "<w:rFonts w:asciiTheme=\"majorHAnsi\" w:eastAsiaTheme=\"majorEastAsia\" w:hAnsiTheme=\"majorHAnsi\" w:cstheme=\"majorBidi\"/>"
  private static let bold = "<w:b/><w:bCs/>"

  private func paragraphStyles(_ xml: inout MarkupStream) {
    let colors = theme.colors
    let sizes = theme.sizes
    let indent = OfficeMeasures.twips(sizes.firstLineIndent)
    var normal = direction == .rightToLeft ? "<w:bidi/>" : ""
    if isJustified { normal += "<w:jc w:val=\"both\"/>" }
    style("Normal", "Normal", based: nil, isDefault: true, "<w:widowControl/>" + normal, "", &xml)
    if indent > 0 {
      style("BodyIndented", "Body Indented", "<w:ind w:firstLine=\"\(indent)\"/>", "", &xml)
    }
    let middle = theme.centersTitle ? "<w:jc w:val=\"center\"/>" : "<w:jc w:val=\"left\"/>"
    style(
      "Title", "Title", next: "Subtitle",
      "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>" + middle,
      Self.headingFont + Self.bold + color(colors.heading) + size(sizes.title), &xml)
    style(
      "Subtitle", "Subtitle", next: "Normal", "<w:keepNext/><w:spacing w:after=\"160\"/>" + middle,
      Self.headingFont + color(colors.muted) + size(sizes.heading(2)), &xml)
    style("Author", "Author", next: "Date", "<w:spacing w:after=\"40\"/>" + middle, color(colors.muted), &xml)
    style("Date", "Date", next: "Normal", "<w:spacing w:after=\"240\"/>" + middle, color(colors.muted), &xml)
    headings(&xml)
    style(
      "ListParagraph", "List Paragraph", "<w:contextualSpacing/>", "", &xml)
    for level in 1...5 {
      let name = level == 1 ? "List Continue" : "List Continue \(level)"
      style(
        level == 1 ? "ListContinue" : "ListContinue\(level)", name,
        "<w:ind w:left=\"\(DOCXNumbering.step * level)\"/><w:contextualSpacing/>", "", &xml)
    }
    style(
      "Quote", "Quote", next: "Normal",
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"\(colors.line.hexadecimal)\"/></w:pBdr><w:ind w:left=\"\(DOCXPlace.quoteIndent)\" w:right=\"\(DOCXPlace.quoteIndent)\"/>",
      "<w:i/><w:iCs/>" + color(colors.muted), &xml)
    style(
      "QuoteAttribution", "Quote Attribution", based: "Quote", "<w:jc w:val=\"right\"/>",
      "<w:i w:val=\"0\"/><w:iCs w:val=\"0\"/>", &xml)
    style(
      "SourceCode", "Source Code",
      "<w:keepLines/><w:pBdr>\(border(color: colors.codeBackground, space: 6))</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(colors.codeBackground.hexadecimal)\"/><w:spacing w:before=\"80\" w:after=\"160\" w:line=\"250\" w:lineRule=\"auto\"/><w:ind w:left=\"120\" w:right=\"120\"/><w:jc w:val=\"left\"/>",
      codeFont + "<w:noProof/>" + size(sizes.code), &xml)
    style(
      "Figure", "Figure",
      "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
      "", &xml)
    style(
      "Caption", "caption", next: "Normal", "<w:spacing w:before=\"60\" w:after=\"160\"/><w:jc w:val=\"left\"/>",
      color(colors.muted) + size(sizes.small), &xml)
    style(
      "TableText", "Table Text",
      "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
      size(max(sizes.body - 0.5, 7)), &xml)
    style(
      "Equation", "Equation",
      "<w:tabs><w:tab w:val=\"center\" w:pos=\"4500\"/><w:tab w:val=\"right\" w:pos=\"9000\"/></w:tabs><w:jc w:val=\"left\"/>",
      "", &xml)
    style(
      "DefinitionTerm", "Definition Term", next: "Definition",
      "<w:keepNext/><w:spacing w:after=\"20\"/><w:jc w:val=\"left\"/>", Self.bold, &xml)
    style("Definition", "Definition", "<w:ind w:left=\"\(DOCXPlace.definitionIndent)\"/>", "", &xml)
    style("Abstract", "Abstract", "<w:ind w:left=\"567\" w:right=\"567\"/>", size(max(sizes.body - 0.5, 7)), &xml)
    style("Dedication", "Dedication", "<w:jc w:val=\"center\"/>", "<w:i/><w:iCs/>", &xml)
    style("Address", "Address", "<w:spacing w:after=\"0\"/><w:jc w:val=\"left\"/>", "", &xml)
    style(
      "Signature", "Signature", "<w:keepLines/><w:spacing w:before=\"480\" w:after=\"0\"/><w:jc w:val=\"left\"/>", "",
      &xml)
    style(
      "HorizontalRule", "Horizontal Rule", next: "Normal",
      "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"\(colors.line.hexadecimal)\"/></w:pBdr><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"120\" w:lineRule=\"exact\"/>",
      "", &xml)
    style(
      "FootnoteText", "footnote text",
      "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>", size(sizes.small), &xml)
    style(
      "Header", "header", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
      color(colors.muted) + size(sizes.small), &xml)
    style(
      "Footer", "footer", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
      color(colors.muted) + size(sizes.small), &xml)
    style("Bibliography", "Bibliography", "<w:ind w:left=\"420\" w:hanging=\"420\"/><w:jc w:val=\"left\"/>", "", &xml)
    style("CalloutBoxTitle", "Callout Box Title", based: "TableText", "<w:keepNext/>", Self.bold, &xml)
    callouts(&xml)
    contents(&xml)
  }

  /// A space of its own colour around a paragraph.
  private func border(color: Color, space: Int) -> String {
    ["top", "left", "bottom", "right"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"\(space)\" w:color=\"\(color.hexadecimal)\"/>"
    }.joined()
  }

  private var codeFont: String {
    let family = OfficeTheme.family(theme.fonts.code, otherwise: "Courier New")
    return "<w:rFonts w:ascii=\"\(family)\" w:hAnsi=\"\(family)\" w:cs=\"\(family)\"/>"
  }

  private func headings(_ xml: inout MarkupStream) {
    for level in 1...6 {
      let points = theme.sizes.heading(level)
      let before = OfficeMeasures.twips(points * (level == 1 ? 1.2 : 1))
      var paragraph = "<w:keepNext/><w:keepLines/>"
      if level <= numbersHeadings {
        paragraph +=
          "<w:numPr>\(level > 1 ? "<w:ilvl w:val=\"\(level - 1)\"/>" : "")<w:numId w:val=\"\(DOCXNumbering.headings)\"/></w:numPr>"
      }
      if level == 1 && theme.hasHeadingRule {
        paragraph +=
          "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"\(theme.colors.accent.hexadecimal)\"/></w:pBdr>"
      }
      paragraph +=
        "<w:spacing w:before=\"\(before)\" w:after=\"\(OfficeMeasures.twips(points * 0.4))\" w:line=\"252\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/><w:outlineLvl w:val=\"\(level - 1)\"/>"
      style(
        "Heading\(level)", "heading \(level)", next: "Normal", paragraph,
        Self.headingFont + Self.bold + (level == 6 ? "<w:i/><w:iCs/>" : "") + color(theme.colors.heading)
          + size(points),
        &xml)
      style(
        "UnlistedHeading\(level)", "Unlisted Heading \(level)", based: "Heading\(level)", next: "Normal",
        (level <= numbersHeadings ? "<w:numPr><w:numId w:val=\"\(DOCXNumbering.unnumbered)\"/></w:numPr>" : "")
          + "<w:outlineLvl w:val=\"9\"/>",
        "", &xml)
    }
  }

  private func callouts(_ xml: inout MarkupStream) {
    for form in Callout.Form.allCases {
      let id = DOCXPlace.calloutStyle(form)
      let tint = DOCXPlace.calloutColor(form, theme)
      style(
        id, Self.title(form),
        DOCXPlace.calloutBox(tint)
          + "<w:spacing w:after=\"80\"/><w:ind w:left=\"240\" w:right=\"240\"/><w:contextualSpacing w:val=\"0\"/>",
        "", &xml)
      style(
        id + "Title", Self.title(form) + " Title", based: id, next: id, "<w:keepNext/>", Self.bold + color(tint), &xml)
    }
  }

  private func contents(_ xml: inout MarkupStream) {
    style(
      "TOCHeading", "TOC Heading", next: "Normal",
      "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"120\"/><w:jc w:val=\"left\"/>",
      Self.headingFont + Self.bold + color(theme.colors.heading) + size(theme.sizes.heading(1)), &xml)
    for level in 1...6 {
      style(
        "TOC\(level)", "toc \(level)", next: "Normal",
        "<w:spacing w:after=\"40\"/><w:ind w:left=\"\((level - 1) * 220)\" w:right=\"400\"/><w:jc w:val=\"left\"/>",
        level == 1 ? Self.bold : "", &xml)
    }
    style(
      "TableofFigures", "table of figures", next: "Normal",
      "<w:spacing w:after=\"40\"/><w:ind w:right=\"400\"/><w:jc w:val=\"left\"/>", "", &xml)
  }

  // MARK: Characters

  private func characterStyles(_ xml: inout MarkupStream) {
    func style(_ id: String, _ name: String, _ run: String) {
      let isOwn = !["Strong", "Emphasis", "Hyperlink", "footnote reference"].contains(name)
      xml.put(
        "<w:style w:type=\"character\"\(isOwn ? " w:customStyle=\"1\"" : "") w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:qFormat/><w:rPr>\(run)</w:rPr></w:style>"
      )
    }
    xml.put(
      "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"
    )
    style("Strong", "Strong", Self.bold)
    style("Emphasis", "Emphasis", "<w:i/><w:iCs/>")
    style("Hyperlink", "Hyperlink", color(theme.colors.accent) + "<w:u w:val=\"single\"/>")
    style("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>")
    style(
      "VerbatimChar", "Verbatim Char",
      codeFont
        + "<w:noProof/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(theme.colors.codeBackground.hexadecimal)\"/>")
    style("CaptionLabel", "Caption Label", Self.bold)
  }

  // MARK: Tables

  private func tableStyles(_ xml: inout MarkupStream) {
    xml.put(
      "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    )
    xml.put(
      "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"ThemeTable\"><w:name w:val=\"Theme Table\"/><w:basedOn w:val=\"TableNormal\"/><w:qFormat/><w:tblPr><w:tblStyleRowBandSize w:val=\"1\"/><w:tblBorders>\(tableBorders)</w:tblBorders></w:tblPr>"
    )
    let header = theme.colors.tableHeader
    let under = theme.tableRules == .none ? "" : line("bottom", 8)
    let fill = header == theme.colors.background ? "" : shade(header)
    xml.put(
      "<w:tblStylePr w:type=\"firstRow\"><w:rPr>\(Self.bold)\(color(theme.colors.tableHeaderText))</w:rPr><w:tcPr><w:tcBorders>\(under)</w:tcBorders>\(fill)</w:tcPr></w:tblStylePr>"
    )
    xml.put(
      "<w:tblStylePr w:type=\"lastRow\"><w:rPr>\(Self.bold)</w:rPr><w:tcPr><w:tcBorders>\(theme.tableRules == .none ? "" : line("top", 8))</w:tcBorders></w:tcPr></w:tblStylePr>"
    )
    xml.put("<w:tblStylePr w:type=\"firstCol\"><w:rPr>\(Self.bold)</w:rPr></w:tblStylePr>")
    if let stripe = theme.colors.tableStripe {
      xml.put("<w:tblStylePr w:type=\"band2Horz\"><w:tcPr>\(shade(stripe))</w:tcPr></w:tblStylePr>")
    }
    xml.put("</w:style>")
    for form in Callout.Form.allCases { box(form, &xml) }
  }

  /// The table around a callout that holds more than paragraphs.
  private func box(_ form: Callout.Form, _ xml: inout MarkupStream) {
    let id = DOCXPlace.calloutStyle(form)
    let tint = DOCXPlace.calloutColor(form, theme)
    xml.put(
      "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"\(id)Box\"><w:name w:val=\"\(Self.title(form)) Box\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:left w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"\(tint.hexadecimal)\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"100\" w:type=\"dxa\"/><w:left w:w=\"180\" w:type=\"dxa\"/><w:bottom w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"180\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tcPr>\(shade(tint.mixed(with: .white, 0.92)))</w:tcPr></w:style>"
    )
  }

  private static func title(_ form: Callout.Form) -> String {
    "Callout " + form.rawValue.prefix(1).uppercased() + form.rawValue.dropFirst()
  }

  private func shade(_ color: Color) -> String {
    "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(color.hexadecimal)\"/>"
  }

  private func line(_ side: String, _ eighths: Int) -> String {
    "<w:\(side) w:val=\"single\" w:sz=\"\(eighths)\" w:space=\"0\" w:color=\"\(theme.colors.line.hexadecimal)\"/>"
  }

  private var tableBorders: String {
    switch theme.tableRules {
    case .none: ""
    case .horizontal: line("top", 4) + line("bottom", 4) + line("insideH", 4)
    case .grid: ["top", "left", "bottom", "right", "insideH", "insideV"].map { line($0, 4) }.joined()
    case .booktabs: line("top", 10) + line("bottom", 10)
    }
  }
}
