internal import Documents

/// Where a block stands in an OpenDocument text.
struct ODTPlace: OfficePlace {
  /// In points, lists not counted.
  var indent = 0.0
  var listDepth = 0
  var style = "Text_20_body"
  var alignment: TextAlignment?
  var quoteDepth = 0
  var run = RunStyle()
  /// The width there is, in points.
  var width: Double

  init(width: Double) {
    self.width = width
  }

  mutating func take(style: String) { self.style = style }
}
