internal import Typesetting

/// A line across.
struct RuleDrawing: Drawing {
  let width: Double
  let color: TypeColor
  let thickness: Double
  var ascent: Double { thickness }
  let descent = 0.0

  func draw(on surface: any PageSurface, x: Double, y: Double, mark: Int32) {
    let middle = y + thickness / 2
    surface.stroke(fromX: x, y: middle, toX: x + width, y: middle, width: thickness, color: color, depth: 60)
  }
}
