internal import ByteIO
internal import Documents

/// A chart as an object of its own, with its data in a table.
struct ODTChart {
  let chart: Chart
  let theme: Theme

  private var layout: OfficeChart { OfficeChart(chart, theme) }

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(ODTNames.declaration)
    xml.put("<office:document-content ")
    xml.put(ODTNames.spaces)
    xml.put("><office:automatic-styles>")
    styles(&xml)
    xml.put(
      "</office:automatic-styles><office:body><office:chart><chart:chart chart:class=\"chart:\(kind)\" chart:style-name=\"ch\" xlink:href=\"..\" xlink:type=\"simple\" svg:width=\"420pt\" svg:height=\"244pt\">"
    )
    if let title = chart.title { words("chart:title", title, " chart:style-name=\"title\"", &xml) }
    if chart.showsLegend && (chart.series.count > 1 || chart.form == .pie) {
      xml.put(
        "<chart:legend chart:style-name=\"legend\" chart:legend-position=\"bottom\" style:legend-expansion=\"wide\"/>")
    }
    plot(&xml)
    table(&xml)
    xml.put("</chart:chart></office:chart></office:body></office:document-content>")
    return xml
  }

  private var kind: String {
    switch chart.form {
    case .bar: "bar"
    case .line: "line"
    case .area: "area"
    case .pie: "circle"
    case .scatter: "scatter"
    }
  }

  private func words(_ name: StaticString, _ text: String, _ attributes: String, _ xml: inout MarkupStream) {
    xml.put("<")
    xml.put(name)
    xml.put("\(attributes)><text:p>")
    xml.text(text)
    xml.put("</text:p></")
    xml.put(name)
    xml.put(">")
  }

  private func color(_ index: Int) -> String {
    let colors = theme.colors.series
    return "#" + (colors.isEmpty ? theme.colors.accent : colors[index % colors.count]).hexadecimal
  }

  private func styles(_ xml: inout MarkupStream) {
    func style(_ name: String, _ chart: String, _ graphic: String, _ text: String) {
      xml.put("<style:style style:name=\"\(name)\" style:family=\"chart\">")
      if !chart.isEmpty { xml.put("<style:chart-properties\(chart)/>") }
      if !graphic.isEmpty { xml.put("<style:graphic-properties\(graphic)/>") }
      if !text.isEmpty { xml.put("<style:text-properties\(text)/>") }
      xml.put("</style:style>")
    }
    style("ch", "", " draw:stroke=\"none\" draw:fill=\"none\"", "")
    style("title", "", "", " fo:font-size=\"12pt\"")
    let lies = chart.form == .bar && chart.isHorizontal
    style(
      "plot",
      "\(lies ? " chart:vertical=\"true\"" : "")\(chart.isStacked ? " chart:stacked=\"true\"" : "") chart:include-hidden-cells=\"false\" chart:auto-position=\"true\" chart:auto-size=\"true\"",
      "", "")
    let line = theme.colors.line.hexadecimal
    style(
      "axis", " chart:display-label=\"true\" chart:logarithmic=\"false\"", " svg:stroke-color=\"#\(line)\"",
      " fo:font-size=\"9pt\"")
    style("wall", "", " draw:stroke=\"none\" draw:fill=\"none\"", "")
    style("legend", "", " draw:stroke=\"none\" draw:fill=\"none\"", " fo:font-size=\"9pt\"")
    style("grid", "", " svg:stroke-color=\"#\(line)\" svg:stroke-width=\"0.5pt\"", "")
    let label = chart.showsValues ? " chart:data-label-number=\"value\"" : ""
    let count = chart.form == .pie ? layout.rowCount : chart.series.count
    for index in 0..<max(count, 1) {
      switch chart.form {
      case .line:
        style(
          "s\(index)", " chart:symbol-type=\"none\"\(label)",
          " svg:stroke-width=\"2pt\" svg:stroke-color=\"\(color(index))\"", "")
      case .scatter:
        style(
          "s\(index)",
          " chart:symbol-type=\"named-symbol\" chart:symbol-name=\"circle\" chart:symbol-width=\"5pt\" chart:symbol-height=\"5pt\"\(label)",
          " draw:stroke=\"none\" draw:fill-color=\"\(color(index))\" svg:stroke-color=\"\(color(index))\"", "")
      default:
        style("s\(index)", label, " draw:stroke=\"none\" draw:fill=\"solid\" draw:fill-color=\"\(color(index))\"", "")
      }
    }
  }

  private func plot(_ xml: inout MarkupStream) {
    let rows = layout.rowCount
    let last = OfficeChart.letters(chart.series.count)
    xml.put(
      "<chart:plot-area chart:style-name=\"plot\" table:cell-range-address=\"local-table.$A$1:.$\(last)$\(rows + 1)\" chart:data-source-has-labels=\"both\">"
    )
    xml.put("<chart:axis chart:dimension=\"x\" chart:name=\"primary-x\" chart:style-name=\"axis\">")
    if let title = chart.horizontalAxis, chart.form != .pie { words("chart:title", title, "", &xml) }
    if chart.form != .scatter {
      xml.put("<chart:categories table:cell-range-address=\"local-table.$A$2:.$A$\(rows + 1)\"/>")
    }
    xml.put("</chart:axis><chart:axis chart:dimension=\"y\" chart:name=\"primary-y\" chart:style-name=\"axis\">")
    if let title = chart.verticalAxis, chart.form != .pie { words("chart:title", title, "", &xml) }
    if chart.form != .pie { xml.put("<chart:grid chart:style-name=\"grid\" chart:class=\"major\"/>") }
    xml.put("</chart:axis>")
    for index in chart.series.indices {
      let letter = OfficeChart.letters(index + 1)
      xml.put(
        "<chart:series chart:style-name=\"s\(index)\" chart:values-cell-range-address=\"local-table.$\(letter)$2:.$\(letter)$\(rows + 1)\" chart:label-cell-address=\"local-table.$\(letter)$1\" chart:class=\"chart:\(kind)\">"
      )
      if chart.form == .scatter {
        xml.put("<chart:domain table:cell-range-address=\"local-table.$A$2:.$A$\(rows + 1)\"/>")
      }
      if chart.form == .pie {
        for point in 0..<rows { xml.put("<chart:data-point chart:style-name=\"s\(point)\"/>") }
      }
      xml.put("</chart:series>")
    }
    xml.put("<chart:wall chart:style-name=\"wall\"/></chart:plot-area>")
  }

  private func table(_ xml: inout MarkupStream) {
    func text(_ text: String) {
      xml.put("<table:table-cell office:value-type=\"string\"><text:p>")
      xml.text(text)
      xml.put("</text:p></table:table-cell>")
    }
    func number(_ value: Double?) {
      guard let value, value.isFinite else {
        return xml.put(
          "<table:table-cell office:value-type=\"float\" office:value=\"NaN\"><text:p>NaN</text:p></table:table-cell>")
      }
      xml.put("<table:table-cell office:value-type=\"float\" office:value=\"")
      xml.bytes.append(number: value)
      xml.put("\"><text:p>")
      xml.bytes.append(number: value)
      xml.put("</text:p></table:table-cell>")
    }
    let positions = chart.series.first.map(layout.positions) ?? []
    let categories = layout.categories
    xml.put(
      "<table:table table:name=\"local-table\"><table:table-header-columns><table:table-column/></table:table-header-columns><table:table-columns><table:table-column table:number-columns-repeated=\"\(max(chart.series.count, 1))\"/></table:table-columns><table:table-header-rows><table:table-row>"
    )
    text("")
    for series in chart.series { text(series.name) }
    xml.put("</table:table-row></table:table-header-rows><table:table-rows>")
    for row in 0..<layout.rowCount {
      xml.put("<table:table-row>")
      if chart.form == .scatter { number(row < positions.count ? positions[row] : nil) } else { text(categories[row]) }
      for series in chart.series { number(row < series.values.count ? series.values[row] : nil) }
      xml.put("</table:table-row>")
    }
    xml.put("</table:table-rows></table:table>")
  }
}
