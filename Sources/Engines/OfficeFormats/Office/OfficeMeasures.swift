internal import Documents

/// Lengths in the units of the office formats.
enum OfficeMeasures {
  /// The nearest whole number; what is none is 0, and what no page can hold is cut.
  static func whole(_ value: Double) -> Int {
    value.isFinite ? Int(min(max(value, -1_000_000_000), 1_000_000_000).rounded()) : 0
  }

  /// Twentieths of a point.
  static func twips(_ points: Double) -> Int { whole(points * 20) }

  static func twips(_ length: Length, of whole: Double = 0) -> Int { twips(length.points(of: whole)) }

  /// English metric units, 12,700 a point.
  static func emu(_ points: Double) -> Int { whole(points.isFinite ? min(max(points, -50_000), 50_000) * 12_700 : 0) }

  static func halfPoints(_ points: Double) -> Int { whole(points * 2) }
}
