/// Something that draws itself on a page: a picture, a formula, a chart.
public protocol Drawing {
  var width: Double { get }
  /// Above the baseline.
  var ascent: Double { get }
  /// Below the baseline.
  var descent: Double { get }
  /// The baseline's left end is at (x, y); y grows upwards.
  func draw(on surface: any PageSurface, x: Double, y: Double, mark: Int32)
}
