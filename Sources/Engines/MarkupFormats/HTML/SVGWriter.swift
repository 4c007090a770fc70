internal import ByteIO
internal import Documents

/// Charts as drawings of vectors within HTML.
enum SVGWriter {
  static func write(_ chart: Chart, theme: Theme, to output: TextOutput) {
    let width = chart.width?.points(of: 460) ?? 420
    let drawing = ChartDrawing(chart, width: width, height: chart.height?.points(of: 300) ?? width * 0.62)
    output.write("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"")
    MarkupText.write(chart.description, to: output)
    output.write(
      "\" viewBox=\"0 0 \(number(drawing.width)) \(number(drawing.height))\" width=\"\(number(drawing.width))\"")
    output.write(" height=\"\(number(drawing.height))\" font-family=\"sans-serif\">\n")
    for shape in drawing.shapes { write(shape, theme, output) }
    output.write("</svg>")
  }

  private static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
  }

  private static func color(_ paint: ChartShape.Paint, _ theme: Theme) -> String {
    switch paint {
    case .text: return "currentColor"
    case .muted: return theme.colors.muted.mixed(with: theme.colors.line, 0.25).description
    case .line: return theme.colors.line.description
    case .background: return theme.colors.background.description
    case .series(let index):
      let colors = theme.colors.series
      return colors.isEmpty ? "currentColor" : colors[index % colors.count].description
    }
  }

  private static func write(_ shape: ChartShape, _ theme: Theme, _ output: TextOutput) {
    func points(_ points: [ChartShape.Point]) -> String {
      points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }
    switch shape {
    case .rectangle(let corner, let width, let height, let fill):
      output.write("<rect x=\"\(number(corner.x))\" y=\"\(number(corner.y))\" width=\"\(number(width))\"")
      output.write(" height=\"\(number(height))\" fill=\"\(color(fill, theme))\"/>\n")
    case .line(let line, let width, let stroke):
      output.write("<polyline points=\"\(points(line))\" fill=\"none\" stroke=\"\(color(stroke, theme))\"")
      output.write(" stroke-width=\"\(number(width))\"/>\n")
    case .polygon(let corners, let fill, let opacity):
      output.write("<polygon points=\"\(points(corners))\" fill=\"\(color(fill, theme))\"")
      if opacity < 1 { output.write(" fill-opacity=\"\(number(opacity))\"") }
      output.write("/>\n")
    case .circle(let center, let radius, let fill):
      output.write("<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"")
      output.write(" fill=\"\(color(fill, theme))\"/>\n")
    case .text(let words, let place, let size, let anchor, let fill, let isVertical):
      output.write("<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" font-size=\"\(number(size))\"")
      output.write(" text-anchor=\"\(anchor.rawValue)\" fill=\"\(color(fill, theme))\"")
      if isVertical { output.write(" transform=\"rotate(-90 \(number(place.x)) \(number(place.y)))\"") }
      output.write(">")
      MarkupText.write(words, to: output)
      output.write("</text>\n")
    }
  }
}
