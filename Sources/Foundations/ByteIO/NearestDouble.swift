/// The `Double` nearest to a decimal, halves to even, without going through text.
///
/// Short decimals take one exact multiplication or division (William Clinger); the others two multiplications with a
/// 128-bit power of ten (Daniel Lemire and Noble Mushtak, "Fast number parsing without fallback").
package enum NearestDouble {
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// `significand * 10^exponent`; infinite where that is too large.
  @inline(__always)
  package static func of(_ significand: UInt64, exponent: Int) -> Double {
    if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      let exact = Double(significand)
      return exponent < 0 ? exact / exactPowers[0 &- exponent] : exact * exactPowers[exponent]
    }
    return scaled(significand, exponent: exponent)
  }

  @usableFromInline @inline(never)
  static func scaled(_ significand: UInt64, exponent: Int) -> Double {
    guard significand != 0, exponent >= PowersOfTen.smallestExponent else { return 0 }
    guard exponent <= 308 else { return .infinity }
    var (powerHigh, powerLow) = PowersOfTen.significand(exponent)
    // These powers are rounded up, so that what is exactly half-way is seen as such.
    if exponent < 0, exponent >= -27 {
      powerLow &+= 1
      if powerLow == 0 { powerHigh &+= 1 }
    }
    let shift = significand.leadingZeroBitCount
    let normal = significand << UInt64(shift)
    var (upper, lower) = normal.multipliedFullWidth(by: powerHigh)
    if upper & 0x1FF == 0x1FF {
      let more = normal.multipliedFullWidth(by: powerLow).high
      lower &+= more
      if more > lower { upper &+= 1 }
    }
    let topBit = upper >> 63
    var mantissa = upper >> (topBit &+ 9)
    var power = (217_706 &* exponent) >> 16 &+ 63 &+ Int(topBit) &- shift &+ 1023
    if power <= 0 {
      guard power > -63 else { return 0 }
      mantissa >>= UInt64(1 &- power)
      mantissa = (mantissa &+ (mantissa & 1)) >> 1
      // Rounding up may make it normal; the bit then is the exponent's lowest.
      return Double(bitPattern: mantissa)
    }
    if lower <= 1, exponent >= -4, exponent <= 23, mantissa & 3 == 1, mantissa << (topBit &+ 9) == upper {
      mantissa &= ~1
    }
    mantissa = (mantissa &+ (mantissa & 1)) >> 1
    if mantissa >= 1 << 53 {
      mantissa = 1 << 52
      power &+= 1
    }
    guard power < 0x7FF else { return .infinity }
    return Double(bitPattern: mantissa & ~(1 << 52) | UInt64(power) << 52)
  }
}
