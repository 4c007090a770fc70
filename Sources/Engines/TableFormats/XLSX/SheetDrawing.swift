internal import Archives
internal import ByteIO
internal import Tables

/// The charts and images that lie on a sheet.
struct SheetDrawing {
  private let writer: SheetWriter
  private let book: XLSXWriter

  private static let drawingNames =
    "xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
  private static let pixel = 9_525

  init(_ writer: SheetWriter, _ book: XLSXWriter) {
    self.writer = writer
    self.book = book
  }

  func write(number: Int) throws {
    var items: [(type: String, target: String, isExternal: Bool)] = []
    var xml = ByteBuffer(reserving: 4096)
    xml.append(OfficeParts.declaration)
    xml.append("<xdr:wsDr \(Self.drawingNames)>")
    let right = writer.headerNames.count + 1
    for (index, chart) in writer.sheet.charts.enumerated() {
      book.counters.charts += 1
      let chartNumber = book.counters.charts
      try book.add("xl/charts/chart\(chartNumber).xml", ChartPart(chart, writer).xml)
      book.parts.add(
        "xl/charts/chart\(chartNumber).xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
      items.append(("\(OfficeParts.relationships)/chart", "../charts/chart\(chartNumber).xml", false))
      let top = 1 + index * 18
      xml.append(
        """
        <xdr:twoCellAnchor><xdr:from><xdr:col>\(right)</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>\(top)</xdr:row>\
        <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>\(right + 8)</xdr:col><xdr:colOff>0</xdr:colOff>\
        <xdr:row>\(top + 16)</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>\
        <xdr:cNvPr id="\(items.count + 1)" name="Chart \(index + 1)"
        """)
      append(" descr", chart.title, &xml)
      xml.append(
        """
        /><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>\
        <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">\
        <c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="\(OfficeParts.relationships)" \
        r:id="rId\(items.count)"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>
        """)
    }
    for image in writer.sheet.images { try append(image, &items, &xml) }
    xml.append("</xdr:wsDr>")
    try book.add("xl/drawings/drawing\(number).xml", xml)
    try book.add("xl/drawings/_rels/drawing\(number).xml.rels", OfficeParts.relationships(items))
    book.parts.add("xl/drawings/drawing\(number).xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
  }

  private func append(_ name: String, _ value: String?, _ xml: inout ByteBuffer) {
    guard let value else { return }
    xml.append("\(name)=\"")
    xml.append(xml: value)
    xml.append("\"")
  }

  private func append(
    _ image: XLSXSheet.Image, _ items: inout [(type: String, target: String, isExternal: Bool)],
    _ xml: inout ByteBuffer
  ) throws {
    let isPNG = image.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    guard isPNG || image.bytes.starts(with: [0xFF, 0xD8]) else {
      throw TableError(.unsupported, "an image on a sheet must be PNG or JPEG")
    }
    book.counters.images += 1
    let name = "image\(book.counters.images).\(isPNG ? "png" : "jpeg")"
    try image.bytes.withUnsafeBytes { try book.archive.add("xl/media/\(name)", $0, compression: .stored) }
    book.parts.add(ending: isPNG ? "png" : "jpeg", isPNG ? "image/png" : "image/jpeg")
    items.append(("\(OfficeParts.relationships)/image", "../media/\(name)", false))
    let size = "cx=\"\(image.width * Self.pixel)\" cy=\"\(image.height * Self.pixel)\""
    xml.append(
      """
      <xdr:oneCellAnchor><xdr:from><xdr:col>\(image.column)</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>\(image.row)</xdr:row>\
      <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext \(size)/><xdr:pic><xdr:nvPicPr>\
      <xdr:cNvPr id="\(items.count + 1)" name="\(name)"
      """)
    append(" descr", image.description, &xml)
    xml.append(
      """
      /><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>\
      <a:blip xmlns:r="\(OfficeParts.relationships)" r:embed="rId\(items.count)"/><a:stretch><a:fillRect/></a:stretch>\
      </xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext \(size)/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>\
      </a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>
      """)
  }
}
