internal import Documents

/// The properties of one section: its paper, its columns and what runs above and below.
struct DOCXSection {
  enum Start: StaticString {
    case nextPage = "nextPage"
    case continuous = "continuous"
    case oddPage = "oddPage"

    init?(rawValue: StaticString) { return nil }
    var rawValue: StaticString {
      switch self {
      case .nextPage: "nextPage"
      case .continuous: "continuous"
      case .oddPage: "oddPage"
      }
    }
  }

  var start = Start.nextPage
  var page: PageSetup
  /// Ids of the parts above and below: kind (`default`, `first`, `even`) and relationship.
  var headers: [(kind: String, id: String)] = []
  var footers: [(kind: String, id: String)] = []
  var hasFirstPage = false
  var firstPage: Int?
  var pageStyle = NumberStyle.decimal
  var isRightToLeft = false

  func append(to xml: inout MarkupStream) {
    xml.put("<w:sectPr>")
    for item in headers { xml.put("<w:headerReference w:type=\"\(item.kind)\" r:id=\"\(item.id)\"/>") }
    for item in footers { xml.put("<w:footerReference w:type=\"\(item.kind)\" r:id=\"\(item.id)\"/>") }
    xml.put("<w:type w:val=\"")
    xml.put(start.rawValue)
    xml.put("\"/>")
    let extent = page.extent
    xml.put("<w:pgSz w:w=\"\(OfficeMeasures.twips(extent.width))\" w:h=\"\(OfficeMeasures.twips(extent.height))\"")
    xml.put(page.isLandscape ? " w:orient=\"landscape\"/>" : "/>")
    let margins = page.margins
    let top = OfficeMeasures.twips(margins.top, of: extent.height)
    let bottom = OfficeMeasures.twips(margins.bottom, of: extent.height)
    xml.put(
      "<w:pgMar w:top=\"\(top)\" w:right=\"\(OfficeMeasures.twips(margins.right, of: extent.width))\" w:bottom=\"\(bottom)\" w:left=\"\(OfficeMeasures.twips(margins.left, of: extent.width))\" w:header=\"\(min(top / 2, 720))\" w:footer=\"\(min(bottom / 2, 720))\" w:gutter=\"0\"/>"
    )
    if firstPage != nil || pageStyle != .decimal {
      xml.put("<w:pgNumType")
      if pageStyle != .decimal { xml.put(" w:fmt=\"\(DOCXNumbering.format(pageStyle))\"") }
      if let firstPage { xml.put(" w:start=\"\(min(max(firstPage, 0), 1_000_000_000))\"") }
      xml.put("/>")
    }
    if page.columns > 1 {
      xml.put(
        "<w:cols w:num=\"\(min(page.columns, 45))\" w:space=\"\(OfficeMeasures.twips(page.columnGap, of: extent.width))\"/>"
      )
    }
    if hasFirstPage { xml.put("<w:titlePg/>") }
    if isRightToLeft { xml.put("<w:bidi/>") }
    xml.put("</w:sectPr>")
  }
}
