internal import ByteIO

/// A decimal number of up to 38 digits, `scale` of them after the point. Nothing is rounded unless asked.
public struct ExactDecimal: Sendable, Hashable {
  public var unscaled: Int128
  public var scale: Int

  public static let maximalDigits = 38

  public init(unscaled: Int128, scale: Int) {
    self.unscaled = unscaled
    self.scale = scale
  }

  public init(_ value: Int64) { self.init(unscaled: Int128(value), scale: 0) }

  /// Ten to the power of 0 to 38.
  public static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<max(0, min(exponent, maximalDigits)) { result *= 10 }
    return result
  }

  /// The most that a decimal of so many digits can be.
  private static func fits(_ value: Int128) -> Bool { value.magnitude < power(maximalDigits).magnitude }

  /// The same number with more digits after the point; nil where it would have more than 38 in all.
  public func rescaled(to wanted: Int) -> ExactDecimal? {
    guard wanted >= scale else { return nil }
    guard wanted - scale <= Self.maximalDigits else {
      return unscaled == 0 ? ExactDecimal(unscaled: 0, scale: wanted) : nil
    }
    let (value, overflow) = unscaled.multipliedReportingOverflow(by: Self.power(wanted - scale))
    return overflow || !Self.fits(value) ? nil : ExactDecimal(unscaled: value, scale: wanted)
  }

  /// With at most so many digits after the point; halves are rounded away from zero.
  public func rounded(to digits: Int) -> ExactDecimal {
    guard digits < scale else { return self }
    let dropped = scale - digits
    guard dropped <= Self.maximalDigits else { return ExactDecimal(unscaled: 0, scale: max(digits, 0)) }
    let unit = Self.power(dropped)
    var (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: unit)
    if remainder.magnitude >= (unit / 2).magnitude { quotient += unscaled < 0 ? -1 : 1 }
    if digits >= 0 { return ExactDecimal(unscaled: quotient, scale: digits) }
    return ExactDecimal(unscaled: quotient * Self.power(-digits), scale: 0)
  }

  /// The greatest whole number that is not greater.
  public var floor: Int128 {
    let unit = Self.power(scale)
    let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: unit)
    return remainder < 0 ? quotient - 1 : quotient
  }

  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let common = max(scale, other.scale)
    guard let left = rescaled(to: common), let right = other.rescaled(to: common) else { return nil }
    let (sum, overflow) = left.unscaled.addingReportingOverflow(right.unscaled)
    return overflow || !Self.fits(sum) ? nil : ExactDecimal(unscaled: sum, scale: common)
  }

  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = unscaled.multipliedReportingOverflow(by: other.unscaled)
    guard !overflow, Self.fits(product), scale + other.scale <= Self.maximalDigits else { return nil }
    return ExactDecimal(unscaled: product, scale: scale + other.scale)
  }

  public var negated: ExactDecimal { ExactDecimal(unscaled: -unscaled, scale: scale) }

  /// The order of the numbers, whatever their scales: below, at or above zero.
  public func compared(to other: ExactDecimal) -> Int {
    if scale == other.scale { return unscaled < other.unscaled ? -1 : unscaled == other.unscaled ? 0 : 1 }
    let left = floor
    let right = other.floor
    if left != right { return left < right ? -1 : 1 }
    // Only the parts after the point differ, and those have at most 38 digits.
    let common = max(scale, other.scale)
    let leftRest = (unscaled - left * Self.power(scale)) * Self.power(common - scale)
    let rightRest = (other.unscaled - right * Self.power(other.scale)) * Self.power(common - other.scale)
    return leftRest < rightRest ? -1 : leftRest == rightRest ? 0 : 1
  }

  /// The nearest double.
  public var double: Double {
    if scale <= 22, unscaled.magnitude <= 1 << 53 { return Double(unscaled) / Double(Self.power(scale)) }
    var buffer = ByteBuffer()
    buffer.append(unscaled: unscaled, scale: scale)
    return buffer.withUnsafeBytes { ValueParser.double($0) } ?? 0
  }

  /// The digits that a double shows in its shortest text; nil for what no decimal of 38 digits can be.
  public init?(shortest value: Double, scale: Int) {
    guard value.isFinite, abs(value) < 1e38 else { return nil }
    // What is smaller may show more than 38 digits after the point.
    if abs(value) < 1e-20, scale < 20 {
      self.init(unscaled: 0, scale: scale)
      return
    }
    var buffer = ByteBuffer()
    buffer.append(number: value)
    guard let found = buffer.withUnsafeBytes({ ExactDecimal(text: $0) }) else { return nil }
    let rounded = found.rounded(to: scale)
    guard let result = rounded.scale < scale ? rounded.rescaled(to: scale) : rounded else { return nil }
    self = result
  }

  /// `12`, `-0.50`, `1e-7`: exactly as written.
  public init?(text: UnsafeRawBufferPointer) {
    let end = text.firstIndex { $0 | 0x20 == 0x65 } ?? text.count
    let digits = UnsafeRawBufferPointer(rebasing: text[..<end])
    var exponent = 0
    if end < text.count {
      let tail = UnsafeRawBufferPointer(rebasing: text[(end + 1)...])
      guard let found = ValueParser.integer(tail), abs(found) < 100 else { return nil }
      exponent = Int(found)
    }
    let point = digits.firstIndex(of: UInt8(ascii: "."))
    let places = point.map { digits.count - $0 - 1 } ?? 0
    guard places <= Self.maximalDigits,
      let value = ValueParser.decimal(digits, precision: Self.maximalDigits, scale: places)
    else { return nil }
    let scale = places - exponent
    guard scale <= Self.maximalDigits else { return nil }
    if scale >= 0 {
      self.init(unscaled: value, scale: scale)
    } else if let whole = ExactDecimal(unscaled: value, scale: 0).multiplied(
      by: ExactDecimal(unscaled: Self.power(-scale), scale: 0)), -scale <= Self.maximalDigits
    {
      self = whole
    } else {
      return nil
    }
  }
}

extension ExactDecimal: CustomStringConvertible {
  public var description: String {
    var buffer = ByteBuffer()
    buffer.append(unscaled: unscaled, scale: scale)
    return buffer.text
  }
}
