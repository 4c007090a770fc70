internal import Documents

/// Where a block stands: what its surroundings add to its paragraphs.
struct ODTPlace {
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
}
