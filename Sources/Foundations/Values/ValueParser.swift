internal import Glibc

/// Reads values from UTF-8 text; nil where the text is not exactly such a value.
public enum ValueParser {
  public typealias Bytes = UnsafeRawBufferPointer

  @inlinable @inline(__always)
  static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- 0x30
    return value < 10 ? Int(truncatingIfNeeded: value) : nil
  }

  @inlinable
  public static func integer(_ text: Bytes) -> Int64? {
    let count = text.count
    guard count > 0, count <= 20, let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var index = 0
    let sign = start[0]
    if sign == 0x2D || sign == 0x2B { index = 1 }
    guard index < count else { return nil }
    var value: UInt64 = 0
    if count &- index <= 18 {
      while index < count {
        let digit = start[index] &- 0x30
        guard digit < 10 else { return nil }
        value = value &* 10 &+ UInt64(truncatingIfNeeded: digit)
        index &+= 1
      }
      return sign == 0x2D ? 0 &- Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    }
    while index < count {
      let digit = start[index] &- 0x30
      guard digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
      index &+= 1
    }
    if sign == 0x2D { return value <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
    return Int64(exactly: value)
  }

  @usableFromInline static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// A decimal number with point and exponent, `NaN`, `Infinity`, `inf`.
  public static func double(_ text: Bytes) -> Double? {
    let count = text.count
    guard count > 0, let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var index = start[0] == 0x2D || start[0] == 0x2B ? 1 : 0
    var significand: UInt64 = 0
    var digits = 0
    var exponent = 0
    let first = index
    while index < count {
      let digit = start[index] &- 0x30
      guard digit < 10 else { break }
      significand = significand &* 10 &+ UInt64(truncatingIfNeeded: digit)
      index &+= 1
    }
    digits = index &- first
    if index < count, start[index] == 0x2E {
      index &+= 1
      let fraction = index
      while index < count {
        let digit = start[index] &- 0x30
        guard digit < 10 else { break }
        significand = significand &* 10 &+ UInt64(truncatingIfNeeded: digit)
        index &+= 1
      }
      digits &+= index &- fraction
      exponent = fraction &- index
    }
    guard digits > 0 else { return index == first ? special(text, start[0] == 0x2D, first) : nil }
    if index < count {
      guard start[index] | 0x20 == 0x65 else { return nil }
      index &+= 1
      guard index < count else { return nil }
      let isNegative = start[index] == 0x2D
      if isNegative || start[index] == 0x2B { index &+= 1 }
      guard index < count else { return nil }
      var power = 0
      while index < count {
        let digit = start[index] &- 0x30
        guard digit < 10 else { return nil }
        if power < 100_000 { power = power &* 10 &+ Int(truncatingIfNeeded: digit) }
        index &+= 1
      }
      exponent &+= isNegative ? 0 &- power : power
    }
    // Exact operands and one rounding: the result is the nearest Double.
    if digits <= 19, significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      let magnitude = Double(significand)
      let value = powers.withUnsafeBufferPointer {
        exponent < 0 ? magnitude / $0[0 &- exponent] : magnitude * $0[exponent]
      }
      return start[0] == 0x2D ? -value : value
    }
    return slowDouble(text)
  }

  private static func slowDouble(_ text: Bytes) -> Double? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
      for index in 0..<text.count { copy[index] = CChar(bitPattern: text[index]) }
      copy[text.count] = 0
      guard let start = copy.baseAddress else { return nil }
      return strtod(start, nil)
    }
  }

  private static func special(_ text: Bytes, _ isNegative: Bool, _ first: Int) -> Double? {
    let word = String(decoding: text[first...], as: UTF8.self).lowercased()
    switch word {
    case "nan": return first == 0 ? .nan : nil
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    default: return nil
    }
  }

  /// The unscaled value of a decimal with up to `scale` digits after the point, and `precision` in all.
  public static func decimal(_ text: Bytes, precision: Int, scale: Int) -> Int128? {
    var index = 0
    let count = text.count
    guard count > 0 else { return nil }
    let sign = text[0]
    if sign == 0x2D || sign == 0x2B { index = 1 }
    var value: Int128 = 0
    var significant = 0
    var seen = 0
    var fraction = -1
    while index < count {
      let byte = text[index]
      index += 1
      if byte == 0x2E, fraction < 0 {
        fraction = 0
        continue
      }
      guard let digit = digit(byte) else { return nil }
      seen += 1
      if fraction >= 0 {
        fraction += 1
        if fraction > scale {
          if digit != 0 { return nil }
          continue
        }
      }
      if significant > 0 || digit != 0 { significant += 1 }
      guard significant <= 38 else { return nil }
      value = value * 10 + Int128(digit)
    }
    guard seen > 0 else { return nil }
    var places = max(0, min(fraction, scale))
    while places < scale {
      if value != 0 { significant += 1 }
      guard significant <= 38 else { return nil }
      value *= 10
      places += 1
    }
    guard significant <= precision else { return nil }
    return sign == 0x2D ? -value : value
  }

  /// `true`, `false`, in any case.
  @inlinable
  public static func boolean(_ text: Bytes) -> Bool? {
    guard text.count == 4 || text.count == 5 else { return nil }
    var word: UInt64 = 0
    for byte in text { word = word << 8 | UInt64(byte | 0x20) }
    if text.count == 4 { return word == 0x7472_7565 ? true : nil }
    return word == 0x66_616C_7365 ? false : nil
  }
}
