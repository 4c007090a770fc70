internal import Documents
internal import Typesetting

/// A chart as a picture of vectors.
struct ChartLayout {
  let chart: Chart
  let theme: Theme
  let typesetter: Typesetter
  let style: TextStyle
  let width: Double
  let height: Double

  init(
    _ chart: Chart, _ theme: Theme, _ typesetter: Typesetter, _ style: TextStyle, width: Double, height: Double
  ) {
    self.chart = chart
    self.theme = theme
    self.typesetter = typesetter
    self.style = style
    self.width = width
    self.height = height
  }

  /// The area between the axes.
  struct Plot {
    var left: Double
    var bottom: Double
    var width: Double
    var height: Double
  }

  func picture() -> Picture {
    var picture = Picture(typesetter, width: width, ascent: height)
    var top = height
    if let title = chart.title, !title.isEmpty {
      var strong = style
      strong.size *= 1.15
      picture.add(title, strong, x: width / 2, y: top - strong.size, .middle)
      top -= strong.size * 1.8
    }
    let bottom = addLegend(&picture)
    if chart.form == .pie {
      addPie(&picture, bottom: bottom, top: top)
    } else {
      addPlot(&picture, bottom: bottom, top: top)
    }
    return picture
  }

  func color(_ index: Int) -> TypeColor {
    let colors = theme.colors.series
    return colors.isEmpty ? TypeColor(theme.colors.accent) : TypeColor(colors[index % colors.count])
  }

  private func textWidth(_ words: String) -> Double {
    var text = ParagraphText()
    text.append(words, style)
    return typesetter.width(of: text)
  }

  /// Names with their colours below the chart; answers how much room they take.
  private func addLegend(_ picture: inout Picture) -> Double {
    let names = chart.form == .pie ? chart.categories : chart.series.map(\.name)
    guard chart.showsLegend, names.contains(where: { !$0.isEmpty }), chart.form == .pie || names.count > 1 else {
      return 4
    }
    var rows: [[(name: String, index: Int, width: Double)]] = [[]]
    var used = 0.0
    for (index, name) in names.enumerated() {
      let need = textWidth(name) + 26
      if used + need > width, !rows[rows.count - 1].isEmpty {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append((name, index, need))
      used += need
    }
    let line = style.size * 1.5
    for (place, row) in rows.enumerated() {
      var x = (width - row.reduce(0) { $0 + $1.width }) / 2
      let y = Double(rows.count - 1 - place) * line + 3
      for entry in row {
        picture.add(Self.box(x, y, 8, 8, fill: color(entry.index)))
        picture.add(entry.name, style, x: x + 12, y: y)
        x += entry.width
      }
    }
    return Double(rows.count) * line + 8
  }

  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: TypeColor) -> VectorPath {
    VectorPath(
      [.move(x, y), .line(x + width, y), .line(x + width, y + height), .line(x, y + height), .close], fill: fill)
  }

  private var values: [Double] {
    guard chart.isStacked else { return chart.series.flatMap { $0.values.compactMap { $0 } } }
    return (0..<categoryCount).flatMap { category -> [Double] in
      let all = chart.series.compactMap { category < $0.values.count ? $0.values[category] : nil }
      return [all.filter { $0 > 0 }.reduce(0, +), all.filter { $0 < 0 }.reduce(0, +)]
    }
  }

  var categoryCount: Int { max(chart.categories.count, chart.series.map(\.values.count).max() ?? 0, 1) }

  private func addPlot(_ picture: inout Picture, bottom: Double, top: Double) {
    let isBar = chart.form == .bar || chart.form == .area
    let scale = ChartScale(values, startsAtZero: isBar)
    let labels = scale.ticks.map { scale.text($0) }
    let lies = chart.form == .bar && chart.isHorizontal
    let names = (0..<categoryCount).map { $0 < chart.categories.count ? chart.categories[$0] : String($0 + 1) }
    let sideLabels = lies ? names : labels
    let side = min((sideLabels.map { textWidth($0) }.max() ?? 0) + 8, width * 0.35)
    let axis = style.size * 1.6
    let titled = chart.verticalAxis?.isEmpty == false ? style.size * 1.5 : 0
    let below = chart.horizontalAxis?.isEmpty == false ? style.size * 1.4 : 0
    let plot = Plot(
      left: side, bottom: bottom + axis + below, width: width - side - 10,
      height: max(top - bottom - axis - below - titled - 6, 20))
    if let title = chart.verticalAxis, titled > 0 { picture.add(title, style, x: 0, y: top - style.size) }
    if let title = chart.horizontalAxis, below > 0 {
      picture.add(title, style, x: plot.left + plot.width / 2, y: bottom + 2, .middle)
    }
    addGrid(&picture, plot, scale, labels, lies: lies)
    switch chart.form {
    case .bar: addBars(&picture, plot, scale, names, lies: lies)
    case .line, .area: addLines(&picture, plot, scale, names)
    case .scatter: addPoints(&picture, plot, scale)
    case .pie: break
    }
    let zero = min(max(scale.place(0), 0), 1)
    let line = TypeColor(theme.colors.text)
    if lies {
      let x = plot.left + zero * plot.width
      picture.add(
        VectorPath([.move(x, plot.bottom), .line(x, plot.bottom + plot.height)], stroke: line, lineWidth: 0.8))
    } else {
      let y = plot.bottom + zero * plot.height
      picture.add(VectorPath([.move(plot.left, y), .line(plot.left + plot.width, y)], stroke: line, lineWidth: 0.8))
    }
  }

  private func addGrid(_ picture: inout Picture, _ plot: Plot, _ scale: ChartScale, _ labels: [String], lies: Bool) {
    let line = TypeColor(theme.colors.line)
    for (tick, label) in zip(scale.ticks, labels) {
      let place = scale.place(tick)
      if lies {
        let x = plot.left + place * plot.width
        picture.add(
          VectorPath([.move(x, plot.bottom), .line(x, plot.bottom + plot.height)], stroke: line, lineWidth: 0.4))
        picture.add(label, style, x: x, y: plot.bottom - style.size * 1.2, .middle)
      } else {
        let y = plot.bottom + place * plot.height
        picture.add(VectorPath([.move(plot.left, y), .line(plot.left + plot.width, y)], stroke: line, lineWidth: 0.4))
        picture.add(label, style, x: plot.left - 5, y: y - style.size * 0.35, .end)
      }
    }
  }

  private func addBars(_ picture: inout Picture, _ plot: Plot, _ scale: ChartScale, _ names: [String], lies: Bool) {
    let extent = lies ? plot.height : plot.width
    let slot = extent / Double(categoryCount)
    let groups = chart.isStacked ? 1 : max(chart.series.count, 1)
    let thickness = slot * 0.72 / Double(groups)
    let zero = scale.place(max(min(0, scale.high), scale.low))
    for category in 0..<categoryCount {
      // Lying bars are read from the top.
      let start = lies ? plot.bottom + plot.height - slot * Double(category + 1) : plot.left + slot * Double(category)
      var above = 0.0
      var under = 0.0
      for (index, series) in chart.series.enumerated() {
        guard category < series.values.count, let value = series.values[category] else { continue }
        let offset = start + slot * 0.14 + (chart.isStacked ? 0 : thickness * Double(lies ? groups - 1 - index : index))
        var from = zero
        var to = scale.place(value)
        if chart.isStacked {
          from = scale.place(value >= 0 ? above : under)
          if value >= 0 { above += value } else { under += value }
          to = scale.place(value >= 0 ? above : under)
        }
        let (low, high) = (min(from, to), max(from, to))
        let size = (high - low) * (lies ? plot.width : plot.height)
        if lies {
          picture.add(Self.box(plot.left + low * plot.width, offset, size, thickness, fill: color(index)))
        } else {
          picture.add(Self.box(offset, plot.bottom + low * plot.height, thickness, size, fill: color(index)))
        }
        if chart.showsValues, !lies {
          picture.add(
            Chart.text(value), style, x: offset + thickness / 2, y: plot.bottom + high * plot.height + 2, .middle)
        } else if chart.showsValues {
          picture.add(
            Chart.text(value), style, x: plot.left + high * plot.width + 3,
            y: offset + thickness / 2 - style.size * 0.35)
        }
      }
      if lies {
        picture.add(names[category], style, x: plot.left - 5, y: start + slot / 2 - style.size * 0.35, .end)
      }
    }
    if !lies { addNames(&picture, plot, names, slot) { plot.left + slot * (Double($0) + 0.5) } }
  }

  /// Names below the axis, as many as have room.
  private func addNames(
    _ picture: inout Picture, _ plot: Plot, _ names: [String], _ slot: Double, _ place: (Int) -> Double
  ) {
    let widest = (names.map { textWidth($0) }.max() ?? 0) + 4
    let every = max(Int((widest / max(slot, 0.1)).rounded(.up)), 1)
    for index in stride(from: 0, to: names.count, by: every) {
      picture.add(names[index], style, x: place(index), y: plot.bottom - style.size * 1.2, .middle)
    }
  }

  private func addLines(_ picture: inout Picture, _ plot: Plot, _ scale: ChartScale, _ names: [String]) {
    let count = categoryCount
    let slot = count > 1 ? plot.width / Double(count - 1) : plot.width
    func x(_ index: Int) -> Double { count > 1 ? plot.left + slot * Double(index) : plot.left + plot.width / 2 }
    var base = [Double](repeating: 0, count: count)
    for (index, series) in chart.series.enumerated() {
      var points: [(x: Double, y: Double, base: Double)] = []
      for category in 0..<min(count, series.values.count) {
        guard let value = series.values[category] else { continue }
        let from = chart.isStacked ? base[category] : max(min(0, scale.high), scale.low)
        let to = chart.isStacked ? base[category] + value : value
        if chart.isStacked { base[category] = to }
        points.append(
          (x(category), plot.bottom + scale.place(to) * plot.height, plot.bottom + scale.place(from) * plot.height))
      }
      guard let first = points.first else { continue }
      var steps: [VectorPath.Step] = [.move(first.x, first.y)]
      for point in points.dropFirst() { steps.append(.line(point.x, point.y)) }
      if chart.form == .area {
        var area = steps
        for point in points.reversed() { area.append(.line(point.x, point.base)) }
        let solid =
          theme.colors.series.isEmpty ? theme.colors.accent : theme.colors.series[index % theme.colors.series.count]
        picture.add(VectorPath(area + [.close], fill: TypeColor(solid.mixed(with: .white, 0.45))))
      }
      picture.add(VectorPath(steps, stroke: color(index), lineWidth: 1.6))
      if chart.form == .line, points.count < 60 {
        for point in points { picture.add(Self.disc(point.x, point.y, 2.1, color(index))) }
      }
    }
    addNames(&picture, plot, names, slot) { x($0) }
  }

  private func addPoints(_ picture: inout Picture, _ plot: Plot, _ scale: ChartScale) {
    let across = ChartScale(chart.series.flatMap(\.positions), startsAtZero: false)
    for tick in across.ticks {
      let x = plot.left + across.place(tick) * plot.width
      picture.add(across.text(tick), style, x: x, y: plot.bottom - style.size * 1.2, .middle)
    }
    for (index, series) in chart.series.enumerated() {
      for (position, value) in zip(series.positions, series.values) {
        guard let value else { continue }
        let x = plot.left + across.place(position) * plot.width
        picture.add(Self.disc(x, plot.bottom + scale.place(value) * plot.height, 2.6, color(index)))
      }
    }
  }

  /// Four curves that are a circle to the eye.
  static func disc(_ x: Double, _ y: Double, _ radius: Double, _ fill: TypeColor) -> VectorPath {
    let pull = radius * 0.5523
    return VectorPath(
      [
        .move(x + radius, y), .curve(x + radius, y + pull, x + pull, y + radius, x, y + radius),
        .curve(x - pull, y + radius, x - radius, y + pull, x - radius, y),
        .curve(x - radius, y - pull, x - pull, y - radius, x, y - radius),
        .curve(x + pull, y - radius, x + radius, y - pull, x + radius, y), .close,
      ], fill: fill)
  }

  private func addPie(_ picture: inout Picture, bottom: Double, top: Double) {
    let values = (chart.series.first?.values ?? []).map { max($0 ?? 0, 0) }
    let sum = values.reduce(0, +)
    guard sum > 0 else { return }
    let radius = max(min(top - bottom, width) / 2 - style.size * 1.6, 10)
    let center = (x: width / 2, y: (top + bottom) / 2)
    var share = 0.0
    for (index, value) in values.enumerated() where value > 0 {
      let end = share + value / sum
      var steps: [VectorPath.Step] = [.move(center.x, center.y)]
      // Arcs in pieces small enough that straight lines look round.
      let pieces = max(Int((end - share) * 180), 2)
      for piece in 0...pieces {
        let (sine, cosine) = Turn.of(90 - 360 * (share + (end - share) * Double(piece) / Double(pieces)))
        steps.append(.line(center.x + cosine * radius, center.y + sine * radius))
      }
      picture.add(VectorPath(steps + [.close], fill: color(index), stroke: .white, lineWidth: 0.8))
      let (sine, cosine) = Turn.of(90 - 360 * (share + end) / 2)
      let label = "\(Int((value / sum * 100).rounded())) %"
      let side: Picture.Anchor = abs(cosine) < 0.2 ? .middle : cosine > 0 ? .start : .end
      picture.add(
        label, style, x: center.x + cosine * (radius + 5), y: center.y + sine * (radius + 6) - style.size * 0.35, side)
      share = end
    }
  }
}
