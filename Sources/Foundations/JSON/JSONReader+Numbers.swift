internal import ByteIO

extension JSONReader {
  /// Reads the number at the cursor into `integer` or `double`.
  @inline(__always)
  mutating func numeral() throws(JSONError) {
    let first = cursor
    let isNegative = first.pointee == UInt8(ascii: "-")
    let digits = isNegative ? first + 1 : first
    var here = digits
    var value: UInt64 = 0
    while let digit = Self.digit(here) {
      value = value &* 10 &+ digit
      here += 1
    }
    let width = here - digits
    if width == 0 || (width > 1 && digits.pointee == UInt8(ascii: "0")) { throw badNumeral(digits, width) }
    let byte = here.pointee
    if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") || width > 18 {
      try longNumeral(value, digits: digits, end: here)
      return
    }
    guard here - first <= limits.tokenBytes else { throw longToken("a number") }
    isInteger = true
    integer = isNegative ? 0 &- Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    cursor = here
  }

  @inline(__always)
  private static func digit(_ here: UnsafePointer<UInt8>) -> UInt64? {
    let digit = here.pointee &- 0x30
    return digit < 10 ? UInt64(digit) : nil
  }

  /// Goes on behind the whole part: fraction, exponent, or more digits than an `Int64` surely takes.
  private mutating func longNumeral(
    _ whole: UInt64, digits: UnsafePointer<UInt8>, end wholeEnd: UnsafePointer<UInt8>
  ) throws(JSONError) {
    var here = wholeEnd
    var significand = whole
    var exponent = 0
    if here.pointee == UInt8(ascii: ".") {
      here += 1
      let fraction = here
      while JSONScan.isEightDigits(here.word) {
        significand = significand &* 100_000_000 &+ JSONScan.eightDigits(here.word)
        here += 8
      }
      while let digit = Self.digit(here) {
        significand = significand &* 10 &+ digit
        here += 1
      }
      exponent = fraction - here
      guard exponent < 0 else { throw numeral(here, "expected a digit after the point") }
    }
    let significandEnd = here
    if here.pointee | 0x20 == UInt8(ascii: "e") {
      here += 1
      let isNegative = here.pointee == UInt8(ascii: "-")
      if isNegative || here.pointee == UInt8(ascii: "+") { here += 1 }
      let exponentStart = here
      var value = 0
      while let digit = Self.digit(here) {
        // Enough to be certainly zero or infinite, whatever the digits.
        if value < 1 << 40 { value = value &* 10 &+ Int(digit) }
        here += 1
      }
      guard here > exponentStart else { throw numeral(here, "expected a digit in the exponent") }
      exponent &+= isNegative ? 0 &- value : value
    }
    guard here - tokenStart <= limits.tokenBytes else { throw longToken("a number") }
    let isNegative = digits != tokenStart
    cursor = here
    if here == wholeEnd, wholeInteger(whole, width: here - digits, isNegative) { return }

    isInteger = false
    let magnitude: Double
    // The point counts as a digit here, which costs nothing but a detour.
    if significandEnd - digits <= 19 {
      magnitude = NearestDouble.of(significand, exponent: exponent)
    } else {
      magnitude = exactly(digits, significandEnd, exponent)
    }
    guard magnitude.isFinite else {
      cursor = tokenStart
      throw error(.numberRange, "the number is too large")
    }
    double = isNegative ? -magnitude : magnitude
  }

  private mutating func wholeInteger(_ value: UInt64, width: Int, _ isNegative: Bool) -> Bool {
    guard width == 19, value <= UInt64(Int64.max) &+ (isNegative ? 1 : 0) else { return false }
    isInteger = true
    integer = isNegative ? 0 &- Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    return true
  }

  /// Of many digits the first 19 decide, unless the number lies too near to the middle of two doubles.
  private func exactly(_ digits: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ exponent: Int) -> Double {
    var significand: UInt64 = 0
    var taken = 0
    var dropped = 0
    var isExact = true
    var here = digits
    while here < end {
      if let digit = Self.digit(here) {
        if taken < 19 {
          significand = significand &* 10 &+ digit
          if significand != 0 { taken += 1 }
        } else {
          dropped += 1
          if digit != 0 { isExact = false }
        }
      }
      here += 1
    }
    let lower = NearestDouble.of(significand, exponent: exponent &+ dropped)
    if isExact { return lower }
    let upper = NearestDouble.of(significand &+ 1, exponent: exponent &+ dropped)
    if lower == upper { return lower }
    let text = String(decoding: UnsafeBufferPointer(start: digits, count: cursor - digits), as: UTF8.self)
    return Double(text) ?? .infinity
  }

  @inline(never)
  private mutating func badNumeral(_ digits: UnsafePointer<UInt8>, _ width: Int) -> JSONError {
    width == 0 ? numeral(digits, "expected a digit") : numeral(digits, "a number must not start with 0")
  }

  @inline(never)
  private mutating func numeral(_ here: UnsafePointer<UInt8>, _ message: String) -> JSONError {
    cursor = here
    if here == end { return error(.endsEarly, "the text ends inside of a number") }
    return error(.number, message)
  }

  @inline(never)
  mutating func longToken(_ kind: String) -> JSONError {
    cursor = tokenStart
    return error(.tooLarge, "\(kind) is longer than \(limits.tokenBytes) bytes")
  }
}
