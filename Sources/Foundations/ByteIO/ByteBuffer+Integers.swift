extension ByteBuffer {
  /// The integer in decimal.
  @inlinable
  public mutating func append(decimal value: some FixedWidthInteger & SignedInteger) {
    if value < 0 {
      append(UInt8(ascii: "-"))
      append(digits: UInt64(truncatingIfNeeded: value.magnitude))
    } else {
      append(digits: UInt64(truncatingIfNeeded: value))
    }
  }

  /// The integer in decimal.
  @inlinable
  public mutating func append(decimal value: some FixedWidthInteger & UnsignedInteger) {
    append(digits: UInt64(truncatingIfNeeded: value))
  }

  @usableFromInline
  mutating func append(digits value: UInt64) {
    if value < 10 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value))
      return
    }
    reserve(20)
    let width = decimalWidth(value)
    storeDecimal(value, width: width, at: start + count)
    used &+= width
  }

  /// The integer in decimal with zeros in front up to `width`; longer ones keep all digits.
  public mutating func append(decimal value: UInt64, paddedTo width: Int) {
    let digits = decimalWidth(value)
    append(repeating: UInt8(ascii: "0"), count: width - digits)
    append(digits: value)
  }

  /// The integer in hexadecimal, lower case, with zeros in front up to `width`.
  public mutating func append(hexadecimal value: UInt64, paddedTo width: Int = 1) {
    let digits = max((64 - value.leadingZeroBitCount + 3) / 4, 1)
    append(repeating: UInt8(ascii: "0"), count: width - digits)
    reserve(digits)
    var rest = value
    for place in stride(from: digits - 1, through: 0, by: -1) {
      start[count + place] = hexadecimalDigit(UInt8(truncatingIfNeeded: rest & 15))
      rest >>= 4
    }
    used += digits
  }
}

@inline(__always)
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? 0x30 &+ value : 0x57 &+ value
}

/// How many decimal digits a number has.
@inline(__always)
func decimalWidth(_ value: UInt64) -> Int {
  if value < 10 { return 1 }
  // 1233 / 4096 is just above log10(2); the estimate is one too high at most.
  let estimate = ((64 &- value.leadingZeroBitCount) &* 1233) >> 12
  return value < PowersOfTen.integers[estimate] ? estimate : estimate &+ 1
}

/// Stores exactly `width` decimal digits.
@inline(__always)
func storeDecimal(_ value: UInt64, width: Int, at target: UnsafeMutablePointer<UInt8>) {
  var rest = value
  var place = width
  while place >= 8 {
    let (quotient, eight) = rest.quotientAndRemainder(dividingBy: 100_000_000)
    rest = quotient
    place &-= 8
    UnsafeMutableRawPointer(target + place).storeBytes(of: eightDigits(eight).littleEndian, as: UInt64.self)
  }
  while place >= 2 {
    let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
    rest = quotient
    place &-= 2
    storePair(pair, at: target + place)
  }
  if place == 1 { target[0] = 0x30 &+ UInt8(truncatingIfNeeded: rest) }
}

/// Eight digits as text, the first in the lowest byte: halves, quarters and single digits side by side in one word.
@inline(__always)
private func eightDigits(_ value: UInt64) -> UInt64 {
  let high = value / 10_000
  let fours = high | (value &- high &* 10_000) << 32
  let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
  let pairs = hundreds | (fours &- hundreds &* 100) << 16
  let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
  let digits = tens | (pairs &- tens &* 10) << 8
  return digits | 0x3030_3030_3030_3030
}

@inline(__always)
func storePair(_ pair: UInt64, at target: UnsafeMutablePointer<UInt8>) {
  let tens = (pair &* 103) >> 10
  let units = pair &- tens &* 10
  let word = UInt16(truncatingIfNeeded: 0x3030 | tens | units << 8)
  UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt16.self)
}
