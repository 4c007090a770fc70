internal import ByteIO
internal import Documents

/// A chart as DrawingML: a native, editable one, its values both in the part and in a workbook inside the package.
struct OfficeChart {
  /// How the data lie in the workbook: categories or positions in column A, a series in each further column.
  static let sheet = "Data"

  private let chart: Chart
  private let theme: Theme

  init(_ chart: Chart, _ theme: Theme) {
    self.chart = chart
    self.theme = theme
  }

  /// - Parameter workbook: the id under which the chart's part relates to its workbook.
  func markup(workbook: String?) -> MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put(
      "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(OfficePackage.relationshipTypes)\"><c:roundedCorners val=\"0\"/><c:chart>"
    )
    if let title = chart.title {
      xml.put("<c:title>")
      rich(title, size: 1200, &xml)
      xml.put("<c:overlay val=\"0\"/></c:title>")
    }
    xml.put("<c:autoTitleDeleted val=\"\(chart.title == nil ? 1 : 0)\"/><c:plotArea><c:layout/>")
    let (opening, closing) = plot
    xml.put(opening)
    for index in chart.series.indices { series(index, &xml) }
    xml.put(closing)
    if chart.form != .pie { axes(&xml) }
    xml.put("</c:plotArea>")
    if chart.showsLegend && (chart.series.count > 1 || chart.form == .pie) {
      xml.put("<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>")
    }
    xml.put("<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>")
    xml.put("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    xml.put("<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"900\"/></a:pPr><a:endParaRPr/></a:p></c:txPr>")
    if let workbook { xml.put("<c:externalData r:id=\"\(workbook)\"><c:autoUpdate val=\"0\"/></c:externalData>") }
    xml.put("</c:chartSpace>")
    return xml
  }

  private func rich(_ text: String, size: Int, _ xml: inout MarkupStream) {
    xml.put(
      "<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"\(size)\" b=\"0\"/></a:pPr><a:r><a:rPr sz=\"\(size)\" b=\"0\"/><a:t>"
    )
    xml.text(text)
    xml.put("</a:t></a:r></a:p></c:rich></c:tx>")
  }

  private var plot: (opening: String, closing: String) {
    let axes = "<c:axId val=\"1001\"/><c:axId val=\"1002\"/>"
    let grouping = chart.isStacked ? "stacked" : "standard"
    switch chart.form {
    case .bar:
      return (
        "<c:barChart><c:barDir val=\"\(chart.isHorizontal ? "bar" : "col")\"/><c:grouping val=\"\(chart.isStacked ? "stacked" : "clustered")\"/><c:varyColors val=\"0\"/>",
        "\(labels)<c:gapWidth val=\"80\"/>\(chart.isStacked ? "<c:overlap val=\"100\"/>" : "")\(axes)</c:barChart>"
      )
    case .line:
      return (
        "<c:lineChart><c:grouping val=\"\(grouping)\"/><c:varyColors val=\"0\"/>",
        "\(labels)<c:marker val=\"1\"/>\(axes)</c:lineChart>"
      )
    case .area:
      return (
        "<c:areaChart><c:grouping val=\"\(grouping)\"/><c:varyColors val=\"0\"/>", "\(labels)\(axes)</c:areaChart>"
      )
    case .pie:
      return ("<c:pieChart><c:varyColors val=\"1\"/>", "\(labels)<c:firstSliceAng val=\"0\"/></c:pieChart>")
    case .scatter:
      return (
        "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>",
        "\(labels)\(axes)</c:scatterChart>"
      )
    }
  }

  private var labels: String {
    guard chart.showsValues else { return "" }
    return """
      <c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>\
      <c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
      """
  }

  // MARK: Data

  private func color(_ index: Int) -> String {
    let colors = theme.colors.series
    return (colors.isEmpty ? theme.colors.accent : colors[index % colors.count]).hexadecimal
  }

  private func series(_ index: Int, _ xml: inout MarkupStream) {
    let series = chart.series[index]
    let column = Self.letters(index + 1)
    xml.put("<c:ser><c:idx val=\"\(index)\"/><c:order val=\"\(index)\"/><c:tx>")
    texts("\(Self.sheet)!$\(column)$1", [series.name], &xml)
    xml.put("</c:tx>")
    let fill = "<a:solidFill><a:srgbClr val=\"\(color(index))\"/></a:solidFill>"
    switch chart.form {
    case .line:
      xml.put(
        "<c:spPr><a:ln w=\"28575\" cap=\"rnd\">\(fill)<a:round/></a:ln></c:spPr><c:marker><c:symbol val=\"none\"/></c:marker>"
      )
    case .scatter:
      xml.put(
        "<c:spPr><a:ln w=\"19050\"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr>\(fill)</c:spPr></c:marker>"
      )
    case .pie:
      for point in series.values.indices {
        xml.put(
          "<c:dPt><c:idx val=\"\(point)\"/><c:bubble3D val=\"0\"/><c:spPr><a:solidFill><a:srgbClr val=\"\(color(point))\"/></a:solidFill></c:spPr></c:dPt>"
        )
      }
    case .bar: xml.put("<c:spPr>\(fill)</c:spPr><c:invertIfNegative val=\"0\"/>")
    case .area: xml.put("<c:spPr>\(fill)</c:spPr>")
    }
    let rows = rowCount
    if chart.form == .scatter {
      xml.put("<c:xVal>")
      numbers("\(Self.sheet)!$A$2:$A$\(rows + 1)", positions(series).map { Optional($0) }, &xml)
      xml.put("</c:xVal><c:yVal>")
      numbers("\(Self.sheet)!$\(column)$2:$\(column)$\(rows + 1)", series.values, &xml)
      xml.put("</c:yVal><c:smooth val=\"0\"/></c:ser>")
    } else {
      xml.put("<c:cat>")
      texts("\(Self.sheet)!$A$2:$A$\(rows + 1)", categories, &xml)
      xml.put("</c:cat><c:val>")
      numbers("\(Self.sheet)!$\(column)$2:$\(column)$\(rows + 1)", series.values, &xml)
      xml.put("</c:val>")
      if chart.form == .line { xml.put("<c:smooth val=\"0\"/>") }
      xml.put("</c:ser>")
    }
  }

  var rowCount: Int { max(chart.series.map(\.values.count).max() ?? 0, chart.categories.count, 1) }

  /// As many as there are values; those without a name are counted.
  var categories: [String] {
    (0..<rowCount).map { $0 < chart.categories.count ? chart.categories[$0] : "\($0 + 1)" }
  }

  func positions(_ series: Chart.Series) -> [Double] {
    series.values.indices.map { index in
      if index < series.positions.count { return series.positions[index] }
      return index < chart.categories.count ? Double(chart.categories[index]) ?? Double(index + 1) : Double(index + 1)
    }
  }

  static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  private func texts(_ reference: String, _ values: [String], _ xml: inout MarkupStream) {
    xml.put("<c:strRef><c:f>\(reference)</c:f><c:strCache><c:ptCount val=\"\(values.count)\"/>")
    for (index, value) in values.enumerated() {
      xml.put("<c:pt idx=\"\(index)\"><c:v>")
      xml.text(value)
      xml.put("</c:v></c:pt>")
    }
    xml.put("</c:strCache></c:strRef>")
  }

  private func numbers(_ reference: String, _ values: [Double?], _ xml: inout MarkupStream) {
    xml.put(
      "<c:numRef><c:f>\(reference)</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"\(values.count)\"/>"
    )
    for (index, value) in values.enumerated() {
      guard let value, value.isFinite else { continue }
      xml.put("<c:pt idx=\"\(index)\"><c:v>")
      xml.bytes.append(number: value)
      xml.put("</c:v></c:pt>")
    }
    xml.put("</c:numCache></c:numRef>")
  }

  // MARK: Axes

  private func axes(_ xml: inout MarkupStream) {
    let lies = chart.form == .bar && chart.isHorizontal
    let line =
      "<c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"\(theme.colors.line.hexadecimal)\"/></a:solidFill></a:ln></c:spPr>"
    let first: StaticString = chart.form == .scatter ? "c:valAx" : "c:catAx"
    for (name, isFirst) in [(first, true), ("c:valAx", false)] as [(StaticString, Bool)] {
      xml.put("<")
      xml.put(name)
      xml.put(
        "><c:axId val=\"\(isFirst ? 1001 : 1002)\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"\(isFirst == lies ? "l" : "b")\"/>"
      )
      if !isFirst { xml.put("<c:majorGridlines>\(line)</c:majorGridlines>") }
      if let title = isFirst ? chart.horizontalAxis : chart.verticalAxis {
        xml.put("<c:title>")
        rich(title, size: 900, &xml)
        xml.put("<c:overlay val=\"0\"/></c:title>")
      }
      xml.put(
        "<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\(line)<c:crossAx val=\"\(isFirst ? 1002 : 1001)\"/><c:crosses val=\"autoZero\"/>"
      )
      if isFirst && chart.form != .scatter {
        xml.put("<c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/>")
      } else if chart.form != .scatter {
        xml.put("<c:crossBetween val=\"\(chart.form == .area ? "midCat" : "between")\"/>")
      } else {
        xml.put("<c:crossBetween val=\"midCat\"/>")
      }
      xml.put("</")
      xml.put(name)
      xml.put(">")
    }
  }
}
