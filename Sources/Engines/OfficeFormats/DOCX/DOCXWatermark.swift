internal import Documents

/// The watermark as word processors keep it: a shape in every header, behind the text.
struct DOCXWatermark {
  let watermark: Watermark

  /// - Parameter picture: the id of the picture's relationship, for a watermark that is one, and its size in points.
  func append(number: Int, picture: (id: String, width: Double, height: Double)?, to xml: inout MarkupStream) {
    let angle = ((360 - watermark.angle).truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(
      dividingBy: 360)
    let rotation = "\(OfficeMeasures.whole(angle))"
    xml.put("<w:r><w:rPr><w:noProof/></w:rPr><w:pict>")
    switch watermark.content {
    case .text(let text):
      let length = Double(max(text.unicodeScalars.count, 1))
      let width = min(max(length * 62, 160), 480)
      let height = min(width / length * 1.6, 150)
      xml.put(
        "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>"
      )
      xml.put(
        "<v:shape id=\"PowerPlusWaterMarkObject\(number)\" o:spid=\"_x0000_s\(2048 + number)\" type=\"#_x0000_t136\"")
      xml.attribute(" alt", text)
      xml.put(
        " style=\"position:absolute;margin-left:0;margin-top:0;width:\(OfficeMeasures.whole(width))pt;height:\(OfficeMeasures.whole(height))pt;rotation:\(rotation);z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#\(watermark.color.hexadecimal.lowercased())\" stroked=\"f\"><v:fill opacity=\"\(Self.fixed(watermark.opacity))\"/><v:textpath style=\"font-family:&quot;Calibri&quot;;font-size:1pt\""
      )
      xml.attribute(" string", text)
      xml.put("/><w10:wrap anchorx=\"margin\" anchory=\"margin\"/></v:shape>")
    case .image:
      guard let picture else { break }
      xml.put(
        "<v:shape id=\"WordPictureWatermark\(number)\" o:spid=\"_x0000_s\(2048 + number)\" alt=\"\" style=\"position:absolute;margin-left:0;margin-top:0;width:\(OfficeMeasures.whole(picture.width))pt;height:\(OfficeMeasures.whole(picture.height))pt;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\"><v:imagedata r:id=\"\(picture.id)\" o:title=\"\" gain=\"19661f\" blacklevel=\"22938f\"/><w10:wrap anchorx=\"margin\" anchory=\"margin\"/></v:shape>"
      )
    }
    xml.put("</w:pict></w:r>")
  }

  private static func fixed(_ value: Double) -> String {
    let hundredths = OfficeMeasures.whole(value * 100)
    return hundredths >= 100 ? "1" : ".\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}
