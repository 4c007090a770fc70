internal import ByteIO
internal import Tables

/// A native chart over columns of its sheet.
struct ChartPart {
  private let chart: XLSXSheet.Chart
  private let writer: SheetWriter

  init(_ chart: XLSXSheet.Chart, _ writer: SheetWriter) {
    self.chart = chart
    self.writer = writer
  }

  private func reference(_ column: String, header: Bool = false) -> String {
    let letters = SheetGeometry.letters(writer.schema.index(of: column) ?? 0)
    let sheet = SheetGeometry.quoted(writer.name)
    return header ? "\(sheet)!$\(letters)$1" : "\(sheet)!$\(letters)$2:$\(letters)$\(max(writer.rows, 2))"
  }

  var xml: ByteBuffer {
    var xml = ByteBuffer(reserving: 4096)
    xml.append(OfficeParts.declaration)
    xml.append(
      "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(OfficeParts.relationships)\"><c:chart>"
    )
    if let title = chart.title {
      xml.append("<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>")
      xml.append(xml: title)
      xml.append("</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>")
    }
    xml.append("<c:autoTitleDeleted val=\"\(chart.title == nil ? 1 : 0)\"/><c:plotArea><c:layout/>")
    let (opening, closing) = kind
    xml.append(opening)
    for (index, series) in chart.series.enumerated() { append(series, index, &xml) }
    xml.append(closing)
    if chart.kind != .pie { appendAxes(&xml) }
    xml.append(
      "</c:plotArea><c:legend><c:legendPos val=\"r\"/><c:overlay val=\"0\"/></c:legend><c:plotVisOnly val=\"1\"/></c:chart></c:chartSpace>"
    )
    return xml
  }

  private var kind: (opening: String, closing: String) {
    let axes = "<c:axId val=\"1001\"/><c:axId val=\"1002\"/>"
    switch chart.kind {
    case .bar, .column:
      let direction = chart.kind == .bar ? "bar" : "col"
      return (
        "<c:barChart><c:barDir val=\"\(direction)\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>",
        "<c:gapWidth val=\"80\"/>\(axes)</c:barChart>"
      )
    case .line:
      return (
        "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>",
        "<c:marker val=\"1\"/>\(axes)</c:lineChart>"
      )
    case .area: return ("<c:areaChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>", "\(axes)</c:areaChart>")
    case .pie: return ("<c:pieChart><c:varyColors val=\"1\"/>", "<c:firstSliceAng val=\"0\"/></c:pieChart>")
    case .scatter:
      return (
        "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>", "\(axes)</c:scatterChart>"
      )
    }
  }

  private func append(_ series: String, _ index: Int, _ xml: inout ByteBuffer) {
    func part(_ name: String, _ kind: String, _ reference: String) {
      xml.append("<c:\(name)><c:\(kind)><c:f>")
      xml.append(xml: reference)
      xml.append("</c:f></c:\(kind)></c:\(name)>")
    }
    xml.append("<c:ser><c:idx val=\"\(index)\"/><c:order val=\"\(index)\"/>")
    part("tx", "strRef", reference(series, header: true))
    if chart.kind == .scatter {
      part("xVal", "numRef", reference(chart.categories))
      part("yVal", "numRef", reference(series))
    } else {
      let isText = writer.schema.index(of: chart.categories).map { writer.schema.columns[$0].type == .text } ?? false
      part("cat", isText ? "strRef" : "numRef", reference(chart.categories))
      part("val", "numRef", reference(series))
    }
    xml.append("</c:ser>")
  }

  private func appendAxes(_ xml: inout ByteBuffer) {
    let isHorizontal = chart.kind == .bar
    let first = chart.kind == .scatter ? "valAx" : "catAx"
    func axis(_ name: String, _ id: Int, _ crossing: Int, _ position: String, _ rest: String) {
      xml.append(
        """
        <c:\(name)><c:axId val="\(id)"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>\
        <c:axPos val="\(position)"/><c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="out"/>\
        <c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="\(crossing)"/><c:crosses val="autoZero"/>\(rest)</c:\(name)>
        """)
    }
    axis(first, 1001, 1002, isHorizontal ? "l" : "b", "")
    axis("valAx", 1002, 1001, isHorizontal ? "b" : "l", "")
  }
}
