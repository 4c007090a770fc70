extension ByteBuffer {
  /// The shortest decimal that reads back as the same `Double`, in the form of ECMAScript's `String(number)`:
  /// `0.1`, `1e+21`, `-1.5e-7`. Infinities and NaN become `Infinity`, `-Infinity` and `NaN`.
  ///
  /// - Parameter keepingPoint: writes whole numbers as `1.0` and `-0.0`, so that a reader can tell them from integers.
  public mutating func append(number value: Double, keepingPoint: Bool = false) {
    guard value.isFinite else {
      if value.isNaN { append("NaN") } else { append(value < 0 ? "-Infinity" : "Infinity") }
      return
    }
    if value.sign == .minus, keepingPoint || value != 0 { append(UInt8(ascii: "-")) }
    let shortest = ShortestDecimal(value.magnitude)
    append(shortest, keepingPoint: keepingPoint)
  }

  private mutating func append(_ decimal: ShortestDecimal, keepingPoint: Bool) {
    let width = decimalWidth(decimal.digits)
    // The value is 0.DIGITS * 10^point.
    let point = width &+ decimal.exponent
    reserve(32)
    let target = start + used
    if point > 21 || point < -5 {
      appendScientific(decimal.digits, width: width, exponent: point &- 1)
    } else if point <= 0 {
      storePair(0, at: target)
      target[1] = UInt8(ascii: ".")
      for place in 0..<(0 &- point) { target[2 &+ place] = 0x30 }
      storeDecimal(decimal.digits, width: width, at: target + (2 &- point))
      used &+= 2 &- point &+ width
    } else if point >= width {
      storeDecimal(decimal.digits, width: width, at: target)
      used &+= width
      append(repeating: 0x30, count: point &- width)
      if keepingPoint { append(".0") }
    } else {
      storeDecimal(decimal.digits, width: width, at: target + 1)
      target.update(from: target + 1, count: point)
      target[point] = UInt8(ascii: ".")
      used &+= width &+ 1
    }
  }

  private mutating func appendScientific(_ digits: UInt64, width: Int, exponent: Int) {
    let target = start + used
    storeDecimal(digits, width: width, at: target + 1)
    target[0] = target[1]
    target[1] = UInt8(ascii: ".")
    used &+= width == 1 ? 1 : width &+ 1
    append(UInt8(ascii: "e"))
    append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    append(digits: UInt64(exponent.magnitude))
  }

  /// The number with exactly `decimals` digits after the point (at most 15), halves rounded away from zero
  /// by the number's shortest decimal form: 1.005 with two decimals is `1.01`, as a person expects.
  public mutating func append(fixed value: Double, decimals: Int) {
    precondition(decimals >= 0 && decimals <= 15, "between 0 and 15 decimals")
    guard value.isFinite else { return append(number: value) }
    let shortest = ShortestDecimal(value.magnitude)
    var digits = shortest.digits
    var exponent = shortest.exponent
    let dropped = 0 - decimals - exponent
    if dropped > 0 {
      if dropped > 19 {
        digits = 0
      } else {
        let unit = PowersOfTen.integers[dropped]
        let half = unit / 2
        let rest = digits % unit
        digits = digits / unit + (rest >= half ? 1 : 0)
      }
      exponent = -decimals
    }
    if value < 0, digits != 0 { append(UInt8(ascii: "-")) }
    let width = decimalWidth(digits)
    let point = width + exponent
    if digits == 0 || point <= 0 {
      append("0")
      if decimals > 0 {
        append(".")
        if digits == 0 {
          append(repeating: 0x30, count: decimals)
        } else {
          append(repeating: 0x30, count: -point)
          append(digits: digits)
          append(repeating: 0x30, count: decimals + point - width)
        }
      }
      return
    }
    let first = used
    append(digits: digits)
    append(repeating: 0x30, count: max(exponent, 0))
    guard decimals > 0 else { return }
    let fraction = max(-exponent, 0)
    if fraction == 0 {
      append(".")
    } else {
      reserve(1)
      let target = start + first + point
      (target + 1).update(from: target, count: fraction)
      target[0] = UInt8(ascii: ".")
      used += 1
    }
    append(repeating: 0x30, count: decimals - fraction)
  }
}
