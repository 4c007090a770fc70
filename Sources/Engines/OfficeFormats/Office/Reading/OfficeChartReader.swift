internal import Documents
internal import XML

/// Reads charts of DrawingML from the values that the part keeps.
enum OfficeChartReader {
  static func chart(_ node: XMLNode) -> Chart? {
    guard let area = node.descendant("plotArea") else { return nil }
    let kinds: [(String, Chart.Form)] = [
      ("barChart", .bar), ("bar3DChart", .bar), ("lineChart", .line), ("areaChart", .area), ("pieChart", .pie),
      ("pie3DChart", .pie), ("doughnutChart", .pie), ("scatterChart", .scatter),
    ]
    guard let (plot, form) = kinds.lazy.compactMap({ name, form in area.first(name).map { ($0, form) } }).first else {
      return nil
    }
    var chart = Chart(form, series: [])
    chart.title = node.first("chart/title").flatMap(words)
    chart.isHorizontal = plot.first("barDir")?.local("val") == "bar"
    chart.isStacked = ["stacked", "percentStacked"].contains(plot.first("grouping")?.local("val") ?? "")
    chart.showsValues = plot.first("dLbls/showVal")?.local("val") == "1"
    for series in plot.all("ser") {
      let name = series.first("tx")?.descendant("v")?.text ?? ""
      if form == .scatter {
        let positions = values(series.first("xVal"))
        chart.series.append(.init(name, values(series.first("yVal")), positions: positions.map { $0 ?? 0 }))
      } else {
        if chart.categories.isEmpty { chart.categories = texts(series.first("cat")) }
        chart.series.append(.init(name, values(series.first("val"))))
      }
    }
    let axes = area.elements.filter { ["catAx", "dateAx", "valAx"].contains($0.name.local) }
    chart.horizontalAxis = axes.first?.first("title").flatMap(words)
    chart.verticalAxis = axes.dropFirst().first?.first("title").flatMap(words)
    return chart
  }

  private static func words(_ node: XMLNode) -> String? {
    let text = node.descendants("t").map(\.text).joined()
    return text.isEmpty ? nil : text
  }

  /// Points by their index; more than a million are none.
  private static func points(_ node: XMLNode?) -> [(Int, String)] {
    (node?.descendants("pt") ?? []).compactMap { point in
      guard let index = point.local("idx").flatMap({ Int($0) }), (0..<1_000_000).contains(index) else { return nil }
      return (index, point.first("v")?.text ?? "")
    }
  }

  private static func texts(_ node: XMLNode?) -> [String] {
    let points = points(node)
    var texts = [String](repeating: "", count: (points.map(\.0).max() ?? -1) + 1)
    for (index, text) in points { texts[index] = text }
    return texts
  }

  private static func values(_ node: XMLNode?) -> [Double?] {
    let points = points(node)
    let count = min(node?.descendant("ptCount")?.local("val").flatMap { Int($0) } ?? 0, 1_000_000)
    var values = [Double?](repeating: nil, count: max((points.map(\.0).max() ?? -1) + 1, count))
    for (index, text) in points { values[index] = Double(text) }
    return values
  }
}
