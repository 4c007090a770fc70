internal import Documents
internal import XML

/// Reads charts of OpenDocument from the table that they carry.
enum ODTChartReader {
  static func chart(_ tree: XMLNode) -> Chart? {
    guard let node = tree.descendant("chart").flatMap({ $0.local("class") == nil ? $0.first("chart") : $0 }) else {
      return nil
    }
    let form: Chart.Form =
      switch node.local("class")?.split(separator: ":").last {
      case "line": .line
      case "area": .area
      case "circle", "ring": .pie
      case "scatter": .scatter
      default: .bar
      }
    var chart = Chart(form, series: [])
    chart.title = node.first("title").map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    for axis in node.first("plot-area")?.all("axis") ?? [] {
      let title = axis.first("title")?.text
      if axis.local("dimension") == "x" { chart.horizontalAxis = title } else { chart.verticalAxis = title }
    }
    for style in tree.descendants("chart-properties") {
      if style.local("stacked") == "true" { chart.isStacked = true }
      if style.local("vertical") == "true" { chart.isHorizontal = true }
      if style.local("data-label-number") == "value" { chart.showsValues = true }
    }
    let rows = node.first("table")?.descendants("table-row").prefix(100_001) ?? []
    guard let head = rows.first else { return nil }
    for name in head.all("table-cell").dropFirst() { chart.series.append(.init(name.text, [])) }
    for row in rows.dropFirst() {
      let cells = row.all("table-cell")
      if form == .scatter {
        let position = cells.first.flatMap(number) ?? 0
        for index in chart.series.indices { chart.series[index].positions.append(position) }
      } else {
        chart.categories.append(cells.first?.text ?? "")
      }
      for index in chart.series.indices {
        chart.series[index].values.append(index + 1 < cells.count ? number(cells[index + 1]) : nil)
      }
    }
    return chart
  }

  private static func number(_ cell: XMLNode) -> Double? {
    cell.local("value").flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}
