/// The shortest decimal `digits * 10^exponent` that reads back as a given finite, non-negative `Double`;
/// of several the nearest, without zeros at the end.
///
/// The method is Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles"): one table of 128-bit powers
/// of ten and three multiplications.
struct ShortestDecimal {
  let digits: UInt64
  let exponent: Int

  init(_ value: Double) {
    let bits = value.bitPattern
    let fraction = bits & 0x000F_FFFF_FFFF_FFFF
    let biased = Int(bits >> 52) & 0x7FF
    if biased == 0, fraction == 0 {
      digits = 0
      exponent = 0
      return
    }
    let significand = biased == 0 ? fraction : fraction | 1 << 52
    let binary = biased == 0 ? -1074 : biased &- 1075
    if binary <= 0, binary > -53, significand & ((1 << UInt64(0 &- binary)) &- 1) == 0 {
      (digits, exponent) = Self.trimmed(significand >> UInt64(0 &- binary), 0)
      return
    }
    let decimal = Self.shortest(significand: significand, binary: binary, lowerIsCloser: fraction == 0 && biased > 1)
    (digits, exponent) = Self.trimmed(decimal.digits, decimal.exponent)
  }

  private static func shortest(
    significand: UInt64, binary: Int, lowerIsCloser: Bool
  ) -> (digits: UInt64, exponent: Int) {
    let isEven = significand & 1 == 0
    let middle = significand &* 4
    let lower = middle &- (lowerIsCloser ? 1 : 2)
    let upper = middle &+ 2
    // floor(log10(2^binary)), or of 3/4 of it where the lower neighbour is nearer.
    let power = (binary &* 1_262_611 &- (lowerIsCloser ? 524_031 : 0)) >> 22
    let shift = UInt64(truncatingIfNeeded: binary &+ ((0 &- power) &* 1_741_647) >> 19 &+ 1)
    var (high, low) = PowersOfTen.significand(0 &- power)
    // Rounded up where the power is not exact.
    if power > 0 || power < -55 {
      low &+= 1
      if low == 0 { high &+= 1 }
    }
    let scaledLower = roundToOdd(high, low, lower << shift)
    let scaled = roundToOdd(high, low, middle << shift)
    let scaledUpper = roundToOdd(high, low, upper << shift)
    let least = isEven ? scaledLower : scaledLower &+ 1
    let most = isEven ? scaledUpper : scaledUpper &- 1

    let whole = scaled / 4
    if whole >= 10 {
      let tenth = whole / 10
      let roundedDown = least <= 40 &* tenth
      let roundedUp = 40 &* tenth &+ 40 <= most
      if roundedDown != roundedUp { return (roundedUp ? tenth &+ 1 : tenth, power &+ 1) }
    }
    let roundedDown = least <= 4 &* whole
    let roundedUp = 4 &* whole &+ 4 <= most
    if roundedDown != roundedUp { return (roundedUp ? whole &+ 1 : whole, power) }
    let half = 4 &* whole &+ 2
    let goesUp = scaled > half || (scaled == half && whole & 1 == 1)
    return (goesUp ? whole &+ 1 : whole, power)
  }

  /// The high part of a product, with the lowest bit set where anything was cut off.
  @inline(__always)
  private static func roundToOdd(_ high: UInt64, _ low: UInt64, _ factor: UInt64) -> UInt64 {
    let lower = low.multipliedFullWidth(by: factor).high
    let upper = high.multipliedFullWidth(by: factor)
    let (middle, carry) = upper.low.addingReportingOverflow(lower)
    return (upper.high &+ (carry ? 1 : 0)) | (middle > 1 ? 1 : 0)
  }

  @inline(__always)
  private static func trimmed(_ digits: UInt64, _ exponent: Int) -> (UInt64, Int) {
    var digits = digits
    var exponent = exponent
    // At most 17 digits: sixteen zeros in steps of 8, 4, 2 and 1, and the 16th alone.
    trim(100_000_000, 8, &digits, &exponent)
    trim(10_000, 4, &digits, &exponent)
    trim(100, 2, &digits, &exponent)
    trim(10, 1, &digits, &exponent)
    trim(10, 1, &digits, &exponent)
    return (digits, exponent)
  }

  @inline(__always)
  private static func trim(_ unit: UInt64, _ zeros: Int, _ digits: inout UInt64, _ exponent: inout Int) {
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: unit)
    guard remainder == 0 else { return }
    digits = quotient
    exponent &+= zeros
  }
}
