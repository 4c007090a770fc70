/// A histogram at one moment.
public struct HistogramSnapshot: Sendable, Hashable {
  public let scale: HistogramScale
  let buckets: [UInt64]
  /// Of all values, in units.
  public let sum: UInt64

  /// How many values there are.
  public var count: UInt64 { buckets.reduce(0, &+) }

  /// The value that a share `quantile` of all values does not exceed, in units, to 6.25 %; nil without values.
  public func value(atQuantile quantile: Double) -> Double? {
    let count = count
    guard count > 0 else { return nil }
    let rank = max(UInt64((min(max(quantile, 0), 1) * Double(count)).rounded(.up)), 1)
    var seen: UInt64 = 0
    for (place, amount) in buckets.enumerated() {
      seen += amount
      if seen >= rank {
        let upper = scale.upperBound(of: place).map { Double($0) } ?? Double(1 << UInt64(scale.exponents.upperBound))
        let lower = place == 0 ? 0 : scale.upperBound(of: place - 1).map { Double($0) } ?? 0
        return place == 0 || place == buckets.count - 1 ? upper : (lower + upper) / 2
      }
    }
    return nil
  }

  /// The exposed buckets: for each power of two how many values do not exceed it.
  var exposed: [(bound: Double, count: UInt64)] {
    var rows: [(bound: Double, count: UInt64)] = []
    var seen: UInt64 = 0
    for (place, amount) in buckets.enumerated() where place < buckets.count - 1 {
      seen &+= amount
      guard place % HistogramScale.steps == 0, let bound = scale.upperBound(of: place) else { continue }
      rows.append((Double(bound) / scale.unitsPerShown, seen))
    }
    return rows
  }
}
