internal import Glibc

/// Durations in classes, eight to each doubling, so that percentiles of any number of jobs come from few rows and are
/// right within 5 percent.
enum DurationScale {
  private static let perDoubling = 8.0

  static func place(of microseconds: Int64) -> Int {
    microseconds < 1 ? 0 : 1 + Int(log2(Double(microseconds)) * perDoubling)
  }

  /// The middle of a class.
  static func microseconds(at place: Int) -> Double {
    place <= 0 ? 0 : exp2((Double(place - 1) + 0.5) / perDoubling)
  }

  /// Counts by class, lowest first.
  static func percentile(_ part: Double, of counts: [(place: Int, count: Int)]) -> Double? {
    let total = counts.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    var rank = Int((Double(total - 1) * part).rounded())
    for (place, count) in counts {
      if rank < count { return microseconds(at: place) }
      rank -= count
    }
    return counts.last.map { microseconds(at: $0.place) }
  }
}
