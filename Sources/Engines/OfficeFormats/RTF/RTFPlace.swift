internal import Documents

/// Where a block stands in a Rich Text document.
struct RTFPlace: OfficePlace {
  static let step = 360

  /// In twips.
  var indent = 0
  var listDepth = 0
  var style = RTFStyle.Name.normal
  /// The list that the next paragraph is the first of an item of, and what a reader without lists shows for it.
  var mark: (list: Int, level: Int, text: String)?
  var alignment: TextAlignment?
  var isInTable = false
  /// In a table's head, whose ground is coloured.
  var isOnFill = false
  var run = RunStyle()
  /// The width there is, in points.
  var width: Double

  init(width: Double) {
    self.width = width
  }

  mutating func take(style: String) { self.style = RTFStyle.Name(rawValue: style.lowercased()) ?? .normal }
}
