internal import Glibc

/// A chart as shapes: one drawing for SVG, PDF and previews.
public struct ChartDrawing: Sendable {
  public let width: Double
  public let height: Double
  public private(set) var shapes: [ChartShape] = []

  private let chart: Chart
  private let size = 9.0
  private var top = 8.0
  private var left = 12.0
  private var bottom = 8.0
  private var right = 12.0

  public init(_ chart: Chart, width: Double = 420, height: Double = 260) {
    self.chart = chart
    self.width = max(width, 120)
    self.height = max(height, 80)
    drawTitle()
    drawLegend()
    switch chart.form {
    case .pie: drawPie()
    case .scatter: drawScatter()
    case .bar where chart.isHorizontal: drawLyingBars()
    case .bar, .line, .area: drawUpright()
    }
  }

  // MARK: Around the plot

  private mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: ChartShape.Anchor, size: Double? = nil,
    fill: ChartShape.Paint = .text, isVertical: Bool = false
  ) {
    guard !text.isEmpty else { return }
    shapes.append(
      .text(text, at: .init(x, y), size: size ?? self.size, anchor: anchor, fill: fill, isVertical: isVertical))
  }

  /// An estimate: the drawing knows no font.
  private func width(of text: String, size: Double? = nil) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : 0.55) } * (size ?? self.size)
  }

  private func shortened(_ text: String, to limit: Double) -> String {
    guard width(of: text) > limit else { return text }
    var result = text
    while !result.isEmpty, width(of: result + "…") > limit { result.removeLast() }
    return result.isEmpty ? "" : result + "…"
  }

  private mutating func drawTitle() {
    guard let title = chart.title else { return }
    text(shortened(title, to: width - 16), width / 2, top + 12, .middle, size: 12)
    top += 24
  }

  private mutating func drawLegend() {
    let names: [String]
    if chart.form == .pie {
      names = chart.categories
    } else {
      names = chart.series.count > 1 ? chart.series.map(\.name) : []
    }
    guard chart.showsLegend, !names.isEmpty else { return }
    var rows: [[(index: Int, name: String)]] = [[]]
    var x = 0.0
    for (index, name) in names.enumerated() {
      let name = shortened(name, to: 120)
      let needed = width(of: name) + 26
      if x + needed > width - 24, !rows[rows.count - 1].isEmpty {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append((index, name))
      x += needed
    }
    rows = Array(rows.prefix(6))
    var y = height - 6 - Double(rows.count - 1) * 14
    bottom += Double(rows.count) * 14 + 4
    for row in rows {
      let total = row.reduce(0) { $0 + width(of: $1.name) + 26 }
      var x = (width - total) / 2
      for entry in row {
        shapes.append(.rectangle(.init(x, y - 8), width: 9, height: 9, fill: .series(entry.index)))
        text(entry.name, x + 13, y, .start)
        x += width(of: entry.name) + 26
      }
      y += 14
    }
  }

  private mutating func axisTitles() {
    if let title = chart.horizontalAxis {
      bottom += 14
      text(shortened(title, to: width - 60), (left + width - right) / 2, height - bottom + 10, .middle, fill: .muted)
    }
    if let title = chart.verticalAxis {
      text(
        shortened(title, to: height - 60), left + 4, (top + height - bottom) / 2, .middle, fill: .muted,
        isVertical: true)
      left += 16
    }
  }

  private func number(_ value: Double) -> String { Chart.text(value) }

  // MARK: Upright: bars, lines, areas

  private var count: Int { max(chart.categories.count, chart.series.map(\.values.count).max() ?? 0) }

  private func value(_ series: Int, _ index: Int) -> Double? {
    let values = chart.series[series].values
    return index < values.count ? values[index].flatMap { $0.isFinite ? $0 : nil } : nil
  }

  /// All values, or the sums of stacks above and below zero.
  private var extremes: [Double] {
    guard chart.isStacked else { return chart.series.indices.flatMap { s in (0..<count).compactMap { value(s, $0) } } }
    return (0..<count).flatMap { index -> [Double] in
      let values = chart.series.indices.compactMap { value($0, index) }
      return [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
    }
  }

  private mutating func drawUpright() {
    axisTitles()
    let scale = ChartScale(extremes, startsAtZero: chart.form != .line || extremes.allSatisfy { $0 >= 0 })
    left += (scale.ticks.map { width(of: scale.label($0)) }.max() ?? 0) + 6
    bottom += 16
    let plotWidth = width - left - right
    let plotHeight = height - top - bottom
    guard plotWidth > 10, plotHeight > 10, count > 0 else { return }
    let floor = height - bottom
    func y(_ value: Double) -> Double { floor - scale.share(value) * plotHeight }
    for tick in scale.ticks {
      shapes.append(.line([.init(left, y(tick)), .init(width - right, y(tick))], width: 0.5, stroke: .line))
      text(scale.label(tick), left - 5, y(tick) + 3, .end, fill: .muted)
    }
    let slot = plotWidth / Double(count)
    categoryLabels(slot)
    if chart.form == .bar {
      drawBars(slot, zero: y(0), y: y)
    } else {
      drawLines(slot, zero: y(max(scale.least, min(0, scale.most))), y: y)
    }
    shapes.append(
      .line(
        [.init(left, y(max(scale.least, 0))), .init(width - right, y(max(scale.least, 0)))], width: 1, stroke: .muted))
  }

  private mutating func categoryLabels(_ slot: Double) {
    let widest = chart.categories.map { width(of: $0) }.max() ?? 0
    // Labels that would touch are left out evenly.
    let every = max(Int(ceil(min(widest, 80) / max(slot - 4, 1))), 1)
    for (index, category) in chart.categories.enumerated() where index % every == 0 {
      text(
        shortened(category, to: max(slot * Double(every) - 4, 16)), left + (Double(index) + 0.5) * slot,
        height - bottom + 12, .middle, fill: .muted)
    }
  }

  private mutating func drawBars(_ slot: Double, zero: Double, y: (Double) -> Double) {
    let group = slot * 0.72
    let each = chart.isStacked ? group : group / Double(max(chart.series.count, 1))
    for index in 0..<count {
      var positive = 0.0
      var negative = 0.0
      for series in chart.series.indices {
        guard let value = value(series, index) else { continue }
        let start = left + Double(index) * slot + (slot - group) / 2
        var x = start
        var (from, to) = (zero, y(value))
        if chart.isStacked {
          let base = value >= 0 ? positive : negative
          (from, to) = (y(base), y(base + value))
          if value >= 0 { positive += value } else { negative += value }
        } else {
          x += Double(series) * each
        }
        shapes.append(
          .rectangle(.init(x, min(from, to)), width: each * 0.94, height: abs(from - to), fill: .series(series)))
        if chart.showsValues, !chart.isStacked {
          text(number(value), x + each / 2, min(from, to) - 2, .middle, size: 7.5)
        }
      }
    }
  }

  private mutating func drawLines(_ slot: Double, zero: Double, y: (Double) -> Double) {
    var base = [Double](repeating: 0, count: count)
    for series in chart.series.indices {
      var run: [ChartShape.Point] = []
      var floor: [ChartShape.Point] = []
      func end(_ drawing: inout ChartDrawing) {
        guard !run.isEmpty else { return }
        if drawing.chart.form == .area {
          drawing.shapes.append(
            .polygon(run + floor.reversed(), fill: .series(series), opacity: drawing.chart.isStacked ? 0.85 : 0.35))
        }
        if run.count > 1 { drawing.shapes.append(.line(run, width: 1.8, stroke: .series(series))) }
        if drawing.chart.form == .line, drawing.count <= 60 {
          for point in run { drawing.shapes.append(.circle(point, radius: 2.2, fill: .series(series))) }
        }
        run = []
        floor = []
      }
      for index in 0..<count {
        guard let value = value(series, index) else {
          end(&self)
          continue
        }
        let x = left + (Double(index) + 0.5) * slot
        let bottom = chart.isStacked ? base[index] : 0
        if chart.isStacked { base[index] += value }
        run.append(.init(x, y(bottom + value)))
        floor.append(.init(x, chart.isStacked ? y(bottom) : zero))
        if chart.showsValues { text(number(value), x, y(bottom + value) - 5, .middle, size: 7.5) }
      }
      end(&self)
    }
  }

  // MARK: Other forms

  private mutating func drawLyingBars() {
    axisTitles()
    let scale = ChartScale(extremes, startsAtZero: true)
    left += min(chart.categories.map { width(of: $0) }.max() ?? 0, width * 0.3) + 6
    bottom += 14
    let plotWidth = width - left - right
    let plotHeight = height - top - bottom
    guard plotWidth > 10, plotHeight > 10, count > 0 else { return }
    let start = left
    func x(_ value: Double) -> Double { start + scale.share(value) * plotWidth }
    for tick in scale.ticks {
      shapes.append(.line([.init(x(tick), top), .init(x(tick), height - bottom)], width: 0.5, stroke: .line))
      text(scale.label(tick), x(tick), height - bottom + 11, .middle, fill: .muted)
    }
    let slot = plotHeight / Double(count)
    let group = slot * 0.72
    let each = chart.isStacked ? group : group / Double(max(chart.series.count, 1))
    for index in 0..<count {
      if index < chart.categories.count {
        text(
          shortened(chart.categories[index], to: width * 0.3), left - 5, top + (Double(index) + 0.5) * slot + 3, .end,
          fill: .muted)
      }
      var positive = 0.0
      var negative = 0.0
      for series in chart.series.indices {
        guard let value = value(series, index) else { continue }
        var y = top + Double(index) * slot + (slot - group) / 2
        var (from, to) = (x(0), x(value))
        if chart.isStacked {
          let base = value >= 0 ? positive : negative
          (from, to) = (x(base), x(base + value))
          if value >= 0 { positive += value } else { negative += value }
        } else {
          y += Double(series) * each
        }
        shapes.append(
          .rectangle(.init(min(from, to), y), width: abs(from - to), height: each * 0.94, fill: .series(series)))
        if chart.showsValues, !chart.isStacked {
          text(number(value), max(from, to) + 3, y + each / 2 + 3, .start, size: 7.5)
        }
      }
    }
  }

  private mutating func drawScatter() {
    axisTitles()
    let points = chart.series.flatMap { series in
      zip(series.positions, series.values).compactMap { position, value in
        value.flatMap { $0.isFinite && position.isFinite ? ($0, position) : nil }
      }
    }
    let vertical = ChartScale(points.map(\.0), startsAtZero: false)
    let horizontal = ChartScale(points.map(\.1), startsAtZero: false)
    left += (vertical.ticks.map { width(of: vertical.label($0)) }.max() ?? 0) + 6
    bottom += 14
    let plotWidth = width - left - right
    let plotHeight = height - top - bottom
    guard plotWidth > 10, plotHeight > 10 else { return }
    let (start, floor) = (left, height - bottom)
    func x(_ value: Double) -> Double { start + horizontal.share(value) * plotWidth }
    func y(_ value: Double) -> Double { floor - vertical.share(value) * plotHeight }
    for tick in vertical.ticks {
      shapes.append(.line([.init(left, y(tick)), .init(width - right, y(tick))], width: 0.5, stroke: .line))
      text(vertical.label(tick), left - 5, y(tick) + 3, .end, fill: .muted)
    }
    for tick in horizontal.ticks {
      shapes.append(.line([.init(x(tick), top), .init(x(tick), height - bottom)], width: 0.5, stroke: .line))
      text(horizontal.label(tick), x(tick), height - bottom + 11, .middle, fill: .muted)
    }
    for (index, series) in chart.series.enumerated() {
      for (position, value) in zip(series.positions, series.values) {
        guard let value, value.isFinite, position.isFinite else { continue }
        shapes.append(.circle(.init(x(position), y(value)), radius: 2.6, fill: .series(index)))
      }
    }
  }

  private mutating func drawPie() {
    let values = (chart.series.first?.values ?? []).map { max($0 ?? 0, 0) }
    let total = values.reduce(0, +)
    let radius = min(width - left - right, height - top - bottom) / 2 - 4
    guard total > 0, total.isFinite, radius > 5 else { return }
    let center = ChartShape.Point(width / 2, top + (height - top - bottom) / 2)
    var angle = -Double.pi / 2
    for (index, value) in values.enumerated() where value > 0 {
      let sweep = value / total * 2 * Double.pi
      let steps = max(Int(ceil(sweep / (Double.pi / 90))), 1)
      var points = sweep < 2 * Double.pi - 1e-9 ? [center] : []
      for step in 0...steps {
        let at = angle + sweep * Double(step) / Double(steps)
        points.append(.init(center.x + cos(at) * radius, center.y + sin(at) * radius))
      }
      shapes.append(.polygon(points, fill: .series(index), opacity: 1))
      if sweep < 2 * Double.pi - 1e-9 {
        shapes.append(
          .line(
            [center, .init(center.x + cos(angle) * radius, center.y + sin(angle) * radius)], width: 1,
            stroke: .background))
      }
      if value / total >= 0.05 {
        let middle = angle + sweep / 2
        text(
          ChartNumber.text(value / total * 100, decimals: 0) + "%", center.x + cos(middle) * radius * 0.68,
          center.y + sin(middle) * radius * 0.68 + 3, .middle, fill: .background)
      }
      angle += sweep
    }
  }
}
