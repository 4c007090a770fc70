internal import Typesetting

/// A picture as part of the text.
struct ImageDrawing: Drawing {
  let number: Int
  let width: Double
  let ascent: Double
  let descent = 0.0

  func draw(on surface: any PageSurface, x: Double, y: Double, mark: Int32) {
    surface.image(number, x: x, y: y, width: width, height: ascent, mark: mark)
  }
}
