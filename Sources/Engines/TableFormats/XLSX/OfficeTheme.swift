internal import ByteIO

/// The colours and fonts that a workbook's charts and tables refer to.
enum OfficeTheme {
  private static let colors: [(name: String, value: String)] = [
    ("dk2", "1F2A44"), ("lt2", "EEF1F6"), ("accent1", "2F6DB5"), ("accent2", "D9822B"), ("accent3", "4C9A5B"),
    ("accent4", "8A5AA8"), ("accent5", "2A9D9D"), ("accent6", "C0504D"), ("hlink", "0563C1"), ("folHlink", "954F72"),
  ]

  static var xml: ByteBuffer {
    var xml = ByteBuffer(reserving: 4096)
    xml.append(OfficeParts.declaration)
    xml.append(
      "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Export\"><a:themeElements>")
    xml.append(
      "<a:clrScheme name=\"Export\"><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1><a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1>"
    )
    for color in colors { xml.append("<a:\(color.name)><a:srgbClr val=\"\(color.value)\"/></a:\(color.name)>") }
    xml.append("</a:clrScheme><a:fontScheme name=\"Export\">")
    for kind in ["majorFont", "minorFont"] {
      xml.append("<a:\(kind)><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:\(kind)>")
    }
    xml.append("</a:fontScheme><a:fmtScheme name=\"Export\">")
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
    func three(_ name: String, _ item: String) -> String { "<a:\(name)>\(item)\(item)\(item)</a:\(name)>" }
    xml.append(three("fillStyleLst", fill))
    xml.append(three("lnStyleLst", "<a:ln w=\"9525\">\(fill)</a:ln>"))
    xml.append(three("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"))
    xml.append(three("bgFillStyleLst", fill))
    xml.append("</a:fmtScheme></a:themeElements></a:theme>")
    return xml
  }
}
