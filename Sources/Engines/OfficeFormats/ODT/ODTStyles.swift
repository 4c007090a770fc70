internal import Documents

/// The named styles of a text, made from its theme.
struct ODTStyles {
  let book: ODTBook
  private var theme: Theme { book.theme }

  init(_ book: ODTBook) {
    self.book = book
  }

  // MARK: Automatic ones

  /// The properties of a run.
  static func run(_ style: RunStyle, _ theme: Theme) -> (parent: String, properties: String)? {
    let marks = style.marks
    var attributes = ""
    func three(_ name: String, _ value: String) {
      let base = name.drop { $0 != ":" }.dropFirst()
      attributes += " \(name)=\"\(value)\" style:\(base)-asian=\"\(value)\" style:\(base)-complex=\"\(value)\""
    }
    if marks.contains(.strong) { three("fo:font-weight", "bold") }
    if marks.contains(.emphasis) { three("fo:font-style", "italic") }
    if marks.contains(.strike) {
      attributes += " style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\""
    }
    if marks.contains(.underline) {
      attributes +=
        " style:text-underline-style=\"solid\" style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\""
    }
    if marks.contains(.smallCaps) { attributes += " fo:font-variant=\"small-caps\"" }
    if marks.contains(.superscript) {
      attributes += " style:text-position=\"super 58%\""
    } else if marks.contains(.subscript) {
      attributes += " style:text-position=\"sub 58%\""
    }
    if let language = style.language { attributes += ODTNames.language(language) }
    let parent = marks.contains(.code) ? "Source_20_Text" : ""
    if attributes.isEmpty && parent.isEmpty { return nil }
    return (parent, "<style:text-properties\(attributes)/>")
  }

  /// The levels of a list's style.
  static func levels(_ marker: List.Marker, _ isDone: Bool?) -> String {
    (1...10).map { level in
      let left = ODTNames.points(Double(level) * 18)
      let position =
        "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"\(left)\" fo:text-indent=\"-18pt\" fo:margin-left=\"\(left)\"/></style:list-level-properties>"
      if isDone == nil, case .ordered(let start, let style, let delimiter) = marker {
        let format =
          switch style {
          case .decimal: "1"
          case .lowerLetter: "a"
          case .upperLetter: "A"
          case .lowerRoman: "i"
          case .upperRoman: "I"
          }
        let around =
          switch delimiter {
          case .period: "style:num-suffix=\".\""
          case .parenthesis: "style:num-suffix=\")\""
          case .parentheses: "style:num-prefix=\"(\" style:num-suffix=\")\""
          }
        _ = start
        return
          "<text:list-level-style-number text:level=\"\(level)\" \(around) style:num-format=\"\(format)\">\(position)</text:list-level-style-number>"
      }
      let sign = isDone.map { $0 ? "☒" : "☐" } ?? ["•", "◦", "▪"][(level - 1) % 3]
      return
        "<text:list-level-style-bullet text:level=\"\(level)\" text:bullet-char=\"\(sign)\">\(position)</text:list-level-style-bullet>"
    }.joined()
  }

  /// What of a table is marked: read again from its name.
  static func template(_ table: Table) -> String {
    "Theme\(table.header.isEmpty ? "" : "-Header")\(table.footer.isEmpty ? "" : "-Footer\(table.footer.count)")\(table.headerColumns == 0 ? "" : "-Columns\(table.headerColumns)")"
  }

  // MARK: The part

  func markup(automatic: ODTStyleBook, running: [String], pictures: (Watermark) -> String?) -> MarkupStream {
    var xml = MarkupStream()
    xml.put(ODTNames.declaration)
    xml.put("<office:document-styles ")
    xml.put(ODTNames.spaces)
    xml.put(">")
    Self.fonts(theme, &xml)
    xml.put("<office:styles>")
    defaults(&xml)
    paragraphs(&xml)
    characters(&xml)
    outline(&xml)
    xml.put(
      "<text:notes-configuration text:note-class=\"footnote\" text:citation-style-name=\"Footnote_20_Symbol\" text:citation-body-style-name=\"Footnote_20_anchor\" style:num-format=\"1\" text:start-value=\"0\" text:footnotes-position=\"page\" text:start-numbering-at=\"document\"/>"
    )
    xml.put("</office:styles><office:automatic-styles>")
    automatic.append(to: &xml)
    for (index, master) in book.masters.enumerated() { layout(master, index, pictures, &xml) }
    xml.put("</office:automatic-styles><office:master-styles>")
    for (index, master) in book.masters.enumerated() {
      xml.put(
        "<style:master-page style:name=\"\(master.name)\" style:page-layout-name=\"Page\(index + 1)\"\(master.next.map { " style:next-style-name=\"\($0)\"" } ?? "")>"
      )
      xml.put(running[index])
      xml.put("</style:master-page>")
    }
    xml.put("</office:master-styles></office:document-styles>")
    return xml
  }

  static func fonts(_ theme: Theme, _ xml: inout MarkupStream) {
    xml.put("<office:font-face-decls>")
    var seen: Set<String> = []
    for (families, otherwise) in [
      (theme.fonts.body, "Calibri"), (theme.fonts.heading, "Calibri"), (theme.fonts.code, "Courier New"),
    ] {
      let name = OfficeTheme.family(families, otherwise: otherwise)
      guard seen.insert(name).inserted else { continue }
      xml.put("<style:font-face")
      xml.attribute(" style:name", name)
      xml.attribute(" svg:font-family", name.contains(" ") ? "'\(name)'" : name)
      xml.put(families.last == "monospace" ? " style:font-pitch=\"fixed\"/>" : " style:font-pitch=\"variable\"/>")
    }
    xml.put("</office:font-face-decls>")
  }

  private func font(_ families: [String], _ otherwise: String) -> String {
    let name = OfficeTheme.family(families, otherwise: otherwise)
    return " style:font-name=\"\(name)\" style:font-name-asian=\"\(name)\" style:font-name-complex=\"\(name)\""
  }

  private func size(_ points: Double) -> String {
    let size = ODTNames.points(points)
    return " fo:font-size=\"\(size)\" style:font-size-asian=\"\(size)\" style:font-size-complex=\"\(size)\""
  }

  private static let bold =
    " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\""
  private static let italic =
    " fo:font-style=\"italic\" style:font-style-asian=\"italic\" style:font-style-complex=\"italic\""

  private func color(_ color: Color) -> String { " fo:color=\"#\(color.hexadecimal)\"" }

  private func defaults(_ xml: inout MarkupStream) {
    let tab = "style:tab-stop-distance=\"36pt\""
    let mode = book.direction == .rightToLeft ? "rl-tb" : "lr-tb"
    let text =
      font(theme.fonts.body, "Calibri") + size(theme.sizes.body) + color(theme.colors.text)
      + ODTNames.language(book.language)
    let hyphenates = book.document.quality.features.hyphenates
    xml.put(
      "<style:default-style style:family=\"paragraph\"><style:paragraph-properties \(tab) style:writing-mode=\"\(mode)\" fo:orphans=\"2\" fo:widows=\"2\"/><style:text-properties\(text) fo:hyphenate=\"\(hyphenates)\"\(hyphenates ? " fo:hyphenation-remain-char-count=\"2\" fo:hyphenation-push-char-count=\"2\"" : "")/></style:default-style>"
    )
    xml.put("<style:default-style style:family=\"graphic\"><style:graphic-properties/></style:default-style>")
    xml.put("<style:default-style style:family=\"text\"/><style:default-style style:family=\"table-cell\"/>")
    xml.put(
      "<style:default-style style:family=\"table\"><style:table-properties table:border-model=\"collapsing\"/></style:default-style>"
    )
    xml.put(
      "<style:default-style style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"auto\"/></style:default-style>"
    )
  }

  private func style(
    _ name: String, parent: String = "Standard", _ paragraph: String, _ text: String, more: String = "",
    inside: String = "", _ xml: inout MarkupStream
  ) {
    xml.put("<style:style style:name=\"\(ODTNames.styleName(name))\"")
    if name.contains(" ") { xml.put(" style:display-name=\"\(name)\"") }
    xml.put(" style:family=\"paragraph\"")
    if name != "Standard" { xml.put(" style:parent-style-name=\"\(ODTNames.styleName(parent))\"") }
    xml.put("\(more)>")
    var paragraph = paragraph
    if book.direction == .rightToLeft {
      paragraph = Self.mirrored(paragraph)
      if name == "Standard" { paragraph += " fo:text-align=\"right\"" }
    }
    if !paragraph.isEmpty || !inside.isEmpty {
      xml.put("<style:paragraph-properties\(paragraph)>\(inside)</style:paragraph-properties>")
    }
    if !text.isEmpty { xml.put("<style:text-properties\(text)/>") }
    xml.put("</style:style>")
  }

  /// The sides of left-to-right text as right-to-left text names them.
  private static func mirrored(_ attributes: String) -> String {
    attributes.split(separator: " ", omittingEmptySubsequences: false).map { part in
      switch part {
      case "fo:text-align=\"start\"": "fo:text-align=\"right\""
      case "fo:text-align=\"end\"": "fo:text-align=\"left\""
      default: String(part)
      }
    }.joined(separator: " ")
  }

  private func margins(_ top: Double, _ bottom: Double) -> String {
    " fo:margin-top=\"\(ODTNames.points(top))\" fo:margin-bottom=\"\(ODTNames.points(bottom))\""
  }

  private func paragraphs(_ xml: inout MarkupStream) {
    let colors = theme.colors
    let sizes = theme.sizes
    let isJustified = theme.isJustified && book.document.quality.features.justifies
    style("Standard", "", "", more: " style:class=\"text\"", &xml)
    let percent = OfficeMeasures.whole(sizes.lineHeight / 1.17 * 100)
    style(
      "Text body",
      margins(0, sizes.paragraphGap) + " fo:line-height=\"\(max(percent, 100))%\""
        + (isJustified ? " fo:text-align=\"justify\"" : ""),
      "", more: " style:class=\"text\"", &xml)
    style("List Tight", parent: "Text body", margins(0, 1), "", &xml)
    let middle = theme.centersTitle ? " fo:text-align=\"center\"" : " fo:text-align=\"start\""
    let heading = font(theme.fonts.heading, "Calibri")
    style(
      "Title", margins(0, 6) + middle + " fo:keep-with-next=\"always\"",
      heading + Self.bold + color(colors.heading) + size(sizes.title), &xml)
    style(
      "Subtitle", margins(0, 8) + middle + " fo:keep-with-next=\"always\"",
      heading + color(colors.muted) + size(sizes.heading(2)), &xml)
    style("Author", margins(0, 2) + middle, color(colors.muted), &xml)
    style("Date", margins(0, 12) + middle, color(colors.muted), &xml)
    for level in 1...6 {
      let points = sizes.heading(level)
      let rule =
        level == 1 && theme.hasHeadingRule
        ? " fo:border-bottom=\"0.75pt solid #\(colors.accent.hexadecimal)\" fo:padding-bottom=\"3pt\" fo:border-top=\"none\" fo:border-left=\"none\" fo:border-right=\"none\""
        : ""
      let paragraph =
        margins(points * (level == 1 ? 1.2 : 1), points * 0.4) + " fo:keep-with-next=\"always\" fo:text-align=\"start\""
        + rule
      let text = heading + Self.bold + (level == 6 ? Self.italic : "") + color(colors.heading) + size(points)
      style(
        "Heading \(level)", paragraph, text,
        more: " style:next-style-name=\"Text_20_body\" style:default-outline-level=\"\(level)\" style:class=\"text\"",
        &xml)
      style("Unlisted Heading \(level)", paragraph, text, more: " style:next-style-name=\"Text_20_body\"", &xml)
      if level <= book.document.numbering.headingDepth {
        style(
          "Unnumbered Heading \(level)", parent: "Heading \(level)", "", "", more: " style:list-style-name=\"\"", &xml)
      }
    }
    style(
      "Quotations", parent: "Text body",
      " fo:margin-left=\"18pt\" fo:margin-right=\"18pt\" fo:padding-left=\"8pt\" fo:border-left=\"2.25pt solid #\(colors.line.hexadecimal)\" fo:border-right=\"none\" fo:border-top=\"none\" fo:border-bottom=\"none\"",
      Self.italic + color(colors.muted), &xml)
    style("Quote Attribution", parent: "Quotations", " fo:text-align=\"end\"", " fo:font-style=\"normal\"", &xml)
    style(
      "Preformatted Text",
      margins(4, 8)
        + " fo:padding=\"6pt\" fo:border=\"none\" fo:background-color=\"#\(colors.codeBackground.hexadecimal)\" fo:text-align=\"start\" fo:hyphenation-ladder-count=\"no-limit\"",
      font(theme.fonts.code, "Courier New") + size(sizes.code)
        + " fo:hyphenate=\"false\" fo:language=\"zxx\" fo:country=\"none\"", &xml)
    style("Figure", margins(6, 3) + " fo:text-align=\"center\" fo:keep-with-next=\"always\"", "", &xml)
    style("Caption", margins(2, 8), color(colors.muted) + size(sizes.small), more: " style:class=\"extra\"", &xml)
    style("Caption Above", parent: "Caption", margins(6, 3) + " fo:keep-with-next=\"always\"", "", &xml)
    style(
      "Table Contents", " fo:text-align=\"start\"", size(max(sizes.body - 0.5, 7)), more: " style:class=\"extra\"", &xml
    )
    style(
      "Table Heading", parent: "Table Contents", "", Self.bold + color(colors.tableHeaderText),
      more: " style:class=\"extra\"", &xml)
    style("Table Strong", parent: "Table Contents", "", Self.bold, &xml)
    let width = ODTNames.points(book.document.page.columnWidth)
    let half = ODTNames.points(book.document.page.columnWidth / 2)
    style(
      "Equation", margins(4, 8), "",
      inside:
        "<style:tab-stops><style:tab-stop style:position=\"\(half)\" style:type=\"center\"/><style:tab-stop style:position=\"\(width)\" style:type=\"right\"/></style:tab-stops>",
      &xml)
    style("Definition Term", margins(0, 1) + " fo:keep-with-next=\"always\"", Self.bold, &xml)
    style("Definition", parent: "Text body", " fo:margin-left=\"24pt\"", "", &xml)
    style(
      "Abstract", parent: "Text body", " fo:margin-left=\"28pt\" fo:margin-right=\"28pt\"",
      size(max(sizes.body - 0.5, 7)), &xml)
    style("Dedication", parent: "Text body", " fo:text-align=\"center\"", Self.italic, &xml)
    style("Address", " fo:text-align=\"start\"", "", &xml)
    style("Signature", margins(24, 0), "", &xml)
    style(
      "Horizontal Line",
      margins(0, 12)
        + " fo:border-bottom=\"0.75pt solid #\(colors.line.hexadecimal)\" fo:border-top=\"none\" fo:border-left=\"none\" fo:border-right=\"none\" fo:padding=\"0pt\"",
      size(6), &xml)
    style("Footnote", margins(0, 2), size(sizes.small), more: " style:class=\"extra\"", &xml)
    style("Spacer", "", size(2), &xml)
    style(
      "Bibliography", parent: "Text body", " fo:margin-left=\"21pt\" fo:text-indent=\"-21pt\" fo:text-align=\"start\"",
      "", &xml)
    for name in ["Header", "Footer"] {
      style(
        name, " fo:text-align=\"start\"", color(colors.muted) + size(sizes.small), more: " style:class=\"extra\"", &xml)
    }
    contents(width, &xml)
    callouts(&xml)
  }

  private func contents(_ width: String, _ xml: inout MarkupStream) {
    style(
      "Contents Heading", margins(12, 6) + " fo:keep-with-next=\"always\"",
      font(theme.fonts.heading, "Calibri") + Self.bold + color(theme.colors.heading) + size(theme.sizes.heading(1)),
      more: " style:class=\"index\"", &xml)
    let stops =
      "<style:tab-stops><style:tab-stop style:position=\"\(width)\" style:type=\"right\" style:leader-style=\"dotted\" style:leader-text=\".\"/></style:tab-stops>"
    for level in 1...6 {
      let indent = Double(level - 1) * 11
      let inner =
        "<style:tab-stops><style:tab-stop style:position=\"\(ODTNames.points(book.document.page.columnWidth - indent))\" style:type=\"right\" style:leader-style=\"dotted\" style:leader-text=\".\"/></style:tab-stops>"
      style(
        "Contents \(level)", margins(0, 2) + " fo:margin-left=\"\(ODTNames.points(indent))\"",
        level == 1 ? Self.bold : "", more: " style:class=\"index\"", inside: inner, &xml)
    }
    style("Figure Index 1", margins(0, 2), "", more: " style:class=\"index\"", inside: stops, &xml)
  }

  private func callouts(_ xml: inout MarkupStream) {
    style(
      "Callout Box Title", parent: "Table Contents", margins(0, 2) + " fo:keep-with-next=\"always\"", Self.bold, &xml)
    for form in Callout.Form.allCases {
      let tint = DOCXPlace.calloutColor(form, theme)
      let name = "Callout \(form.rawValue)"
      style(
        name,
        " fo:margin-left=\"6pt\" fo:margin-right=\"6pt\" fo:margin-bottom=\"4pt\" fo:padding=\"6pt\" fo:border-left=\"3pt solid #\(tint.hexadecimal)\" fo:border-right=\"none\" fo:border-top=\"none\" fo:border-bottom=\"none\" fo:background-color=\"#\(tint.mixed(with: .white, 0.92).hexadecimal)\"",
        "", &xml)
      style(name + " Title", parent: name, " fo:keep-with-next=\"always\"", Self.bold + color(tint), &xml)
    }
  }

  private func characters(_ xml: inout MarkupStream) {
    func style(_ name: String, _ text: String) {
      xml.put("<style:style style:name=\"\(ODTNames.styleName(name))\"")
      if name.contains(" ") { xml.put(" style:display-name=\"\(name)\"") }
      xml.put(" style:family=\"text\"><style:text-properties\(text)/></style:style>")
    }
    style(
      "Source Text",
      font(theme.fonts.code, "Courier New") + " fo:background-color=\"#\(theme.colors.codeBackground.hexadecimal)\"")
    style(
      "Internet Link",
      color(theme.colors.accent)
        + " style:text-underline-style=\"solid\" style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\""
    )
    style("Index Link", color(theme.colors.text))
    style("Footnote Symbol", "")
    style("Footnote anchor", " style:text-position=\"super 58%\"")
    style("Caption Label", Self.bold)
    for (name, position) in [("Picture", "bottom"), ("Formula", "middle")] {
      xml.put(
        "<style:style style:name=\"\(name)\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"\(position)\" style:vertical-rel=\"text\" fo:padding=\"0pt\" fo:border=\"none\"/></style:style>"
      )
    }
  }

  /// The numbering of headings.
  private func outline(_ xml: inout MarkupStream) {
    let depth = book.document.numbering.headingDepth
    let top = book.outline.headings.map(\.level).min() ?? 1
    xml.put("<text:outline-style style:name=\"Outline\">")
    for level in 1...10 {
      let isUsed = level <= depth
      xml.put("<text:outline-level-style text:level=\"\(level)\" style:num-format=\"\(isUsed ? "1" : "")\"")
      if isUsed { xml.put(" text:display-levels=\"\(max(level - top + 1, 1))\"") }
      xml.put(
        "><style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"\(isUsed ? "space" : "nothing")\"/></style:list-level-properties></text:outline-level-style>"
      )
    }
    xml.put("</text:outline-style>")
  }

  private func layout(
    _ master: ODTBook.Master, _ index: Int, _ picture: (Watermark) -> String?, _ xml: inout MarkupStream
  ) {
    let page = master.page
    let extent = page.extent
    let margins = page.margins
    let top = margins.top.points(of: extent.height)
    let bottom = margins.bottom.points(of: extent.height)
    let hasHeader = !master.running.header.isEmpty || book.document.watermark != nil
    let hasFooter = !master.running.footer.isEmpty
    let style = master.pageStyle
    let format =
      style == .decimal
      ? "1" : style == .lowerLetter ? "a" : style == .upperLetter ? "A" : style == .lowerRoman ? "i" : "I"
    xml.put(
      "<style:page-layout style:name=\"Page\(index + 1)\"\(page.isTwoSided ? " style:page-usage=\"mirrored\"" : "")><style:page-layout-properties fo:page-width=\"\(ODTNames.points(extent.width))\" fo:page-height=\"\(ODTNames.points(extent.height))\" style:print-orientation=\"\(page.isLandscape ? "landscape" : "portrait")\" fo:margin-top=\"\(ODTNames.points(hasHeader ? top / 2 : top))\" fo:margin-bottom=\"\(ODTNames.points(hasFooter ? bottom / 2 : bottom))\" fo:margin-left=\"\(ODTNames.points(margins.left.points(of: extent.width)))\" fo:margin-right=\"\(ODTNames.points(margins.right.points(of: extent.width)))\" style:num-format=\"\(format)\" style:writing-mode=\"\(book.direction == .rightToLeft ? "rl-tb" : "lr-tb")\">"
    )
    if let watermark = book.document.watermark, let target = picture(watermark) {
      xml.put(
        "<style:background-image xlink:href=\"\(target)\" xlink:type=\"simple\" xlink:actuate=\"onLoad\" style:position=\"center center\" style:repeat=\"no-repeat\" draw:opacity=\"\(OfficeMeasures.whole(watermark.opacity * 100))%\"/>"
      )
    }
    if page.columns > 1 {
      xml.put(
        "<style:columns fo:column-count=\"\(page.columns)\" fo:column-gap=\"\(ODTNames.points(page.columnGap.points(of: extent.width)))\"/>"
      )
    }
    xml.put(
      "<style:footnote-sep style:width=\"0.5pt\" style:distance-before-sep=\"3pt\" style:distance-after-sep=\"3pt\" style:line-style=\"solid\" style:adjustment=\"left\" style:rel-width=\"25%\" style:color=\"#\(theme.colors.line.hexadecimal)\"/></style:page-layout-properties>"
    )
    if hasHeader {
      xml.put(
        "<style:header-style><style:header-footer-properties fo:min-height=\"\(ODTNames.points(top / 2))\" fo:margin-bottom=\"6pt\"/></style:header-style>"
      )
    }
    if hasFooter {
      xml.put(
        "<style:footer-style><style:header-footer-properties fo:min-height=\"\(ODTNames.points(bottom / 2))\" fo:margin-top=\"6pt\"/></style:footer-style>"
      )
    }
    xml.put("</style:page-layout>")
  }
}
