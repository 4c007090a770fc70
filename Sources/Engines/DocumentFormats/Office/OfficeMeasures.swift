internal import Documents

/// Lengths in the units of the office formats.
enum OfficeMeasures {
  /// Twentieths of a point.
  static func twips(_ points: Double) -> Int { Int((points * 20).rounded()) }

  static func twips(_ length: Length, of whole: Double = 0) -> Int { twips(length.points(of: whole)) }

  /// English metric units, 12,700 a point.
  static func emu(_ points: Double) -> Int { Int((min(max(points, -100_000), 100_000) * 12_700).rounded()) }

  static func halfPoints(_ points: Double) -> Int { Int((points * 2).rounded()) }
}

extension PageSetup {
  /// Width and height between the margins, in points.
  var textExtent: (width: Double, height: Double) {
    let extent = self.extent
    return (
      max(extent.width - margins.left.points(of: extent.width) - margins.right.points(of: extent.width), 36),
      max(extent.height - margins.top.points(of: extent.height) - margins.bottom.points(of: extent.height), 36)
    )
  }

  /// The width of one column, in points.
  var columnWidth: Double {
    let width = textExtent.width
    guard columns > 1 else { return width }
    return max((width - columnGap.points(of: width) * Double(columns - 1)) / Double(columns), 18)
  }
}
