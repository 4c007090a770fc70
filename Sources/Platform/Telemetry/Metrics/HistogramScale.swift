/// What a histogram measures, from what to what, and how finely.
///
/// Values are counted in buckets whose width is at most an eighth of their lower bound, so a quantile is off by at
/// most 6.25 % within the range. `/metrics` shows one bucket for each power of two.
public struct HistogramScale: Sendable, Hashable {
  /// The exponents of the powers of two that bound the range, in units.
  public let exponents: ClosedRange<Int>
  /// How many units make one of what is shown: 1e9 where nanoseconds are shown as seconds.
  public let unitsPerShown: Double

  /// - Parameter exponents: from 0 to 62.
  public init(exponents: ClosedRange<Int>, unitsPerShown: Double = 1) {
    precondition(exponents.lowerBound >= 3 && exponents.upperBound <= 62, "a scale lies within 2^3 and 2^62 units")
    self.exponents = exponents
    self.unitsPerShown = unitsPerShown
  }

  /// Nanoseconds shown as seconds, from 16 microseconds to 137 seconds.
  public static let seconds = HistogramScale(exponents: 14...37, unitsPerShown: 1e9)
  /// Bytes, from 64 to 16 GiB.
  public static let bytes = HistogramScale(exponents: 6...34)
  /// Plain counts, from 8 to a million.
  public static let counts = HistogramScale(exponents: 3...20)

  static let stepBits = 3
  static let steps = 1 << stepBits

  /// Buckets: one up to the lower bound, eight for each power of two, one above.
  var bucketCount: Int { exponents.count * Self.steps - Self.steps + 2 }

  /// The bucket of a value. Bounds are inclusive above, as in Prometheus: the bucket of 2^n ends with 2^n.
  @inline(__always)
  func bucket(of value: UInt64) -> Int {
    let lowest = exponents.lowerBound
    guard value > 1 << UInt64(lowest) else { return 0 }
    guard value <= 1 << UInt64(exponents.upperBound) else { return bucketCount &- 1 }
    let below = value &- 1
    let exponent = 63 &- below.leadingZeroBitCount
    let step = Int(truncatingIfNeeded: below >> UInt64(exponent &- Self.stepBits)) & (Self.steps &- 1)
    return (exponent &- lowest) &* Self.steps &+ step &+ 1
  }

  /// The greatest value of a bucket; nil for the last, which has no bound.
  func upperBound(of bucket: Int) -> UInt64? {
    guard bucket < bucketCount - 1 else { return nil }
    let octave = (bucket + Self.steps - 1) / Self.steps - 1
    guard bucket > 0 else { return 1 << UInt64(exponents.lowerBound) }
    let exponent = exponents.lowerBound + octave
    let step = (bucket - 1) % Self.steps + 1
    return 1 << UInt64(exponent) + UInt64(step) << UInt64(exponent - Self.stepBits)
  }
}
