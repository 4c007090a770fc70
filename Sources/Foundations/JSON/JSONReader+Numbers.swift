internal import ByteIO

extension JSONReader {
  /// Reads the number at the cursor into `integer` or `double`.
  mutating func numeral() throws(JSONError) {
    let first = cursor
    var here = first
    let isNegative = here.pointee == UInt8(ascii: "-")
    if isNegative { here += 1 }
    let digits = here
    var value: UInt64 = 0
    while let digit = digit(here) {
      value = value &* 10 &+ UInt64(digit)
      here += 1
    }
    let width = here - digits
    guard width > 0 else { throw numeral(here, "expected a digit") }
    if digits.pointee == UInt8(ascii: "0"), width > 1 { throw numeral(digits, "a number must not start with 0") }

    isInteger = true
    if here.pointee == UInt8(ascii: ".") {
      isInteger = false
      here += 1
      let fraction = here
      while digit(here) != nil { here += 1 }
      guard here > fraction else { throw numeral(here, "expected a digit after the point") }
    }
    if here.pointee | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      here += 1
      if here.pointee == UInt8(ascii: "+") || here.pointee == UInt8(ascii: "-") { here += 1 }
      let exponent = here
      while digit(here) != nil { here += 1 }
      guard here > exponent else { throw numeral(here, "expected a digit in the exponent") }
    }
    guard here - first <= limits.tokenBytes else {
      throw error(.tooLarge, "a number is longer than \(limits.tokenBytes) bytes")
    }
    if isInteger, width <= 18 || (width == 19 && value <= UInt64(Int64.max) + (isNegative ? 1 : 0)) {
      integer = isNegative ? 0 &- Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    } else {
      isInteger = false
      let text = String(decoding: UnsafeBufferPointer(start: first, count: here - first), as: UTF8.self)
      guard let value = Double(text), value.isFinite else {
        throw error(.numberRange, "the number is too large")
      }
      double = value
    }
    cursor = here
  }

  @inline(__always)
  private func digit(_ here: UnsafePointer<UInt8>) -> UInt8? {
    let digit = here.pointee &- 0x30
    return digit < 10 ? digit : nil
  }

  private mutating func numeral(_ here: UnsafePointer<UInt8>, _ message: String) -> JSONError {
    cursor = here
    if here == end { return error(.endsEarly, "the text ends inside of a number") }
    return error(.number, message)
  }
}
