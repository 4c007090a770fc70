/// Something that no page end divides: a line, a picture, a row of a table, a gap.
struct Strip {
  enum Break: UInt8 {
    case allowed, forbidden
  }

  var height: Double
  /// From the top down to the baseline.
  var baseline: Double
  var x: Double
  /// Dropped at the top of a page.
  var spaceBefore: Double
  var breakAfter = Break.allowed
  /// A new page (or column) begins before it.
  var startsPage = false
  var startsColumn = false
  var pieces: Range<Int32> = 0..<0
  var objects: Range<Int32> = 0..<0
  /// The row of a table, or -1.
  var row: Int32 = -1
  /// What it is drawn upon: a number of the galley's decorations, or -1.
  var decoration: Int32 = -1
  var hasNotes = false
  /// Matter that may move is mentioned here.
  var hasFloats = false
  /// What waits for a place gets one before it.
  var settlesFloats = false
  var hasDecoratedText = false
}
