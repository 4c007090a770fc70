internal import Documents

/// The parts of a presentation that slides are built on: the master, its layouts, the master of the notes.
struct PPTXMaster {
  let document: Document
  let theme: Theme

  private static let group =
    "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"

  private func start(_ root: StaticString, _ attributes: String, _ xml: inout MarkupStream) {
    xml.put(OfficePackage.declaration)
    xml.put("<")
    xml.put(root)
    xml.put(" ")
    xml.put(PPTXNames.spaces)
    xml.put("\(attributes)>")
  }

  private func shape(
    _ id: Int, _ name: String, _ kind: String, _ place: PPTXSlide.Rectangle?, body: String = "<a:bodyPr/>",
    style: String = "", text: String,
    _ xml: inout MarkupStream
  ) {
    xml.put(
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"\(name)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph\(kind)/></p:nvPr></p:nvSpPr><p:spPr>"
    )
    if let place { xml.put(PPTXNames.transform(place) + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>") }
    xml.put("</p:spPr><p:txBody>\(body)<a:lstStyle>\(style)</a:lstStyle>\(text)</p:txBody></p:sp>")
  }

  private static let prompt = "<a:p><a:r><a:rPr lang=\"en-US\"/><a:t>Title</a:t></a:r></a:p>"
  private static let bodyPrompt = "<a:p><a:pPr lvl=\"0\"/><a:r><a:rPr lang=\"en-US\"/><a:t>Text</a:t></a:r></a:p>"
  private static let number =
    "<a:p><a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\"><a:rPr lang=\"en-US\"/><a:t>‹#›</a:t></a:fld></a:p>"
  private static let numberPlace = PPTXSlide.Rectangle(x: 812, y: 500, width: 100, height: 26)
  private static let titlePlace = PPTXSlide.Rectangle(x: 48, y: 32, width: 864, height: 74)

  // MARK: Master

  func master(layouts: [String]) -> MarkupStream {
    var xml = MarkupStream()
    start("p:sldMaster", "", &xml)
    xml.put("<p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg><p:spTree>\(Self.group)")
    xml.put(
      "<p:sp><p:nvSpPr><p:cNvPr id=\"7\" name=\"Accent\"/><p:cNvSpPr/><p:nvPr userDrawn=\"1\"/></p:nvSpPr><p:spPr>\(PPTXNames.transform(.init(x: 0, y: 0, width: 960, height: 8)))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val=\"accent1\"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    shape(
      2, "Title", " type=\"title\"", Self.titlePlace, body: "<a:bodyPr anchor=\"b\"><a:normAutofit/></a:bodyPr>",
      text: Self.prompt, &xml)
    shape(
      3, "Text", " type=\"body\" idx=\"1\"", PPTXMeasure.content, body: "<a:bodyPr><a:normAutofit/></a:bodyPr>",
      text: Self.bodyPrompt, &xml)
    shape(
      6, "Slide number", " type=\"sldNum\" sz=\"quarter\" idx=\"4\"", Self.numberPlace,
      body: "<a:bodyPr anchor=\"ctr\"/>",
      style:
        "<a:lvl1pPr algn=\"r\"><a:defRPr sz=\"1000\"><a:solidFill><a:srgbClr val=\"\(theme.colors.muted.hexadecimal)\"/></a:solidFill></a:defRPr></a:lvl1pPr>",
      text: Self.number, &xml)
    xml.put(
      "</p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/><p:sldLayoutIdLst>"
    )
    for (index, id) in layouts.enumerated() {
      xml.put("<p:sldLayoutId id=\"\(2_147_483_649 + index)\" r:id=\"\(id)\"/>")
    }
    xml.put(
      "</p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn=\"\(document.metadata.effectiveDirection == .rightToLeft ? "r" : "l")\"><a:lnSpc><a:spcPct val=\"95000\"/></a:lnSpc><a:spcBef><a:spcPct val=\"0\"/></a:spcBef><a:buNone/><a:defRPr sz=\"3000\" b=\"1\" kern=\"1200\"><a:solidFill><a:schemeClr val=\"tx2\"/></a:solidFill><a:latin typeface=\"+mj-lt\"/><a:ea typeface=\"+mj-ea\"/><a:cs typeface=\"+mj-cs\"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>"
    )
    for level in 1...9 {
      let size = max(18 - (level - 1) * 2, 12)
      xml.put(
        "<a:lvl\(level)pPr marL=\"\(285_750 * level)\" indent=\"-285750\" algn=\"l\"><a:spcBef><a:spcPts val=\"600\"/></a:spcBef><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/><a:defRPr sz=\"\(size * 100)\" kern=\"1200\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:lvl\(level)pPr>"
      )
    }
    xml.put("</p:bodyStyle><p:otherStyle>\(Self.other)</p:otherStyle></p:txStyles></p:sldMaster>")
    return xml
  }

  static let other =
    "<a:defPPr><a:defRPr lang=\"en-US\"/></a:defPPr><a:lvl1pPr marL=\"0\" algn=\"l\"><a:defRPr sz=\"1800\" kern=\"1200\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:lvl1pPr>"

  // MARK: Layouts

  static let layouts: [(layout: PPTXSlide.Layout, name: String, type: String)] = [
    (.title, "Title Slide", "title"), (.content, "Title and Content", "obj"), (.section, "Section Header", "secHead"),
    (.two, "Two Content", "twoObj"), (.titleOnly, "Title Only", "titleOnly"),
  ]

  func layout(_ item: (layout: PPTXSlide.Layout, name: String, type: String)) -> MarkupStream {
    var xml = MarkupStream()
    start("p:sldLayout", " type=\"\(item.type)\" preserve=\"1\"", &xml)
    xml.put("<p:cSld name=\"\(item.name)\"><p:spTree>\(Self.group)")
    let middle = theme.centersTitle ? "ctr" : document.metadata.effectiveDirection == .rightToLeft ? "r" : "l"
    switch item.layout {
    case .title:
      shape(
        2, "Title", " type=\"ctrTitle\"", .init(x: 90, y: 140, width: 780, height: 130),
        body: "<a:bodyPr anchor=\"b\"><a:normAutofit/></a:bodyPr>",
        style: "<a:lvl1pPr algn=\"\(middle)\"><a:defRPr sz=\"4400\"/></a:lvl1pPr>", text: Self.prompt, &xml)
      shape(
        3, "Subtitle", " type=\"subTitle\" idx=\"1\"", .init(x: 90, y: 284, width: 780, height: 110),
        body: "<a:bodyPr><a:normAutofit/></a:bodyPr>",
        style:
          "<a:lvl1pPr marL=\"0\" indent=\"0\" algn=\"\(middle)\"><a:buNone/><a:defRPr sz=\"2000\"><a:solidFill><a:srgbClr val=\"\(theme.colors.muted.hexadecimal)\"/></a:solidFill></a:defRPr></a:lvl1pPr>",
        text: Self.prompt, &xml)
    case .section:
      shape(
        2, "Title", " type=\"title\"", .init(x: 90, y: 190, width: 780, height: 140),
        body: "<a:bodyPr anchor=\"ctr\"><a:normAutofit/></a:bodyPr>",
        style: "<a:lvl1pPr algn=\"\(middle)\"><a:defRPr sz=\"4000\"/></a:lvl1pPr>", text: Self.prompt, &xml)
    case .content:
      shape(2, "Title", " type=\"title\"", nil, text: Self.prompt, &xml)
      shape(3, "Content", " idx=\"1\"", nil, text: Self.bodyPrompt, &xml)
    case .two:
      shape(2, "Title", " type=\"title\"", nil, text: Self.prompt, &xml)
      let area = PPTXMeasure.content
      let half = (area.width - 24) / 2
      shape(
        3, "Content 1", " sz=\"half\" idx=\"1\"", .init(x: area.x, y: area.y, width: half, height: area.height),
        text: Self.bodyPrompt, &xml)
      shape(
        4, "Content 2", " sz=\"half\" idx=\"2\"",
        .init(x: area.x + half + 24, y: area.y, width: half, height: area.height), text: Self.bodyPrompt, &xml)
    case .titleOnly: shape(2, "Title", " type=\"title\"", nil, text: Self.prompt, &xml)
    }
    shape(9, "Slide number", " type=\"sldNum\" sz=\"quarter\" idx=\"12\"", nil, text: Self.number, &xml)
    xml.put("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>")
    return xml
  }

  // MARK: Notes

  var notesMaster: MarkupStream {
    var xml = MarkupStream()
    start("p:notesMaster", "", &xml)
    xml.put("<p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg><p:spTree>\(Self.group)")
    xml.put(
      "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide Image\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\" idx=\"2\"/></p:nvPr></p:nvSpPr><p:spPr>\(PPTXNames.transform(.init(x: 54, y: 90, width: 432, height: 243)))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln w=\"12700\"><a:solidFill><a:prstClr val=\"black\"/></a:solidFill></a:ln></p:spPr></p:sp>"
    )
    shape(
      3, "Notes", " type=\"body\" sz=\"quarter\" idx=\"3\"", .init(x: 54, y: 347, width: 432, height: 283),
      text: Self.bodyPrompt, &xml)
    xml.put(
      "</p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/><p:notesStyle><a:lvl1pPr marL=\"0\" algn=\"l\"><a:defRPr sz=\"1200\" kern=\"1200\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>"
    )
    return xml
  }
}
