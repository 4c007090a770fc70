internal import ByteIO

extension JSONReader {
  /// Reads the string at the cursor into `content`.
  @inline(__always)
  mutating func string() throws(JSONError) {
    let first = cursor + 1
    let here = Self.skipPlain(first)
    guard here.pointee == UInt8(ascii: "\"") else {
      try longString(first, here)
      return
    }
    content = UnsafeBufferPointer(start: first, count: here - first)
    cursor = here + 1
    try checkLength()
  }

  /// The first byte that is not plain ASCII; the zeros behind the text end the search.
  @inline(__always)
  private static func skipPlain(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var here = start
    while true {
      let found = JSONScan.specialOrWide(here.word)
      if found != 0 { return here + found.trailingZeroBitCount &>> 3 }
      here += 8
    }
  }

  @inline(__always)
  private mutating func checkLength() throws(JSONError) {
    guard cursor - tokenStart <= limits.tokenBytes else { throw longToken("a string") }
  }

  /// The end of the run of well-formed text without escapes that starts with a byte above 0x7F.
  @inline(__always)
  private mutating func skipWide(_ start: UnsafePointer<UInt8>) throws(JSONError) -> UnsafePointer<UInt8> {
    var here = start
    while here.pointee >= 0x80 {
      guard let length = scalarLength(here) else { throw encoding(here) }
      here += length
    }
    return Self.skipPlain(here)
  }

  /// Goes on with a string that has something else than plain ASCII at `stop`.
  private mutating func longString(
    _ first: UnsafePointer<UInt8>, _ stop: UnsafePointer<UInt8>
  ) throws(JSONError) {
    var here = stop
    while here.pointee >= 0x80 { here = try skipWide(here) }
    switch here.pointee {
    case UInt8(ascii: "\""):
      content = UnsafeBufferPointer(start: first, count: here - first)
      cursor = here + 1
      try checkLength()
    case UInt8(ascii: "\\"): try escapedString(first, here)
    default: throw control(here)
    }
  }

  /// The bytes of the well-formed UTF-8 sequence that starts with a byte above 0x7F.
  @inline(__always)
  private func scalarLength(_ here: UnsafePointer<UInt8>) -> Int? {
    let first = here[0]
    func isContinuation(_ index: Int) -> Bool { here[index] & 0xC0 == 0x80 }
    switch first {
    case 0xC2...0xDF:
      return isContinuation(1) ? 2 : nil
    case 0xE0...0xEF:
      guard isContinuation(1), isContinuation(2) else { return nil }
      // No overlong forms, no surrogates.
      if first == 0xE0, here[1] < 0xA0 { return nil }
      if first == 0xED, here[1] > 0x9F { return nil }
      return 3
    case 0xF0...0xF4:
      guard isContinuation(1), isContinuation(2), isContinuation(3) else { return nil }
      if first == 0xF0, here[1] < 0x90 { return nil }
      if first == 0xF4, here[1] > 0x8F { return nil }
      return 4
    default:
      return nil
    }
  }

  /// Goes on with a string that has an escape at `here`; its contents are put together in `scratch`.
  @inline(never)
  private mutating func escapedString(
    _ first: UnsafePointer<UInt8>, _ escape: UnsafePointer<UInt8>
  ) throws(JSONError) {
    scratch.removeAll()
    var clean = first
    var here = escape
    while here.pointee != UInt8(ascii: "\"") {
      let byte = here.pointee
      if byte == UInt8(ascii: "\\") {
        scratch.append(UnsafeBufferPointer(start: clean, count: here - clean))
        clean = try unescape(here)
        here = Self.skipPlain(clean)
      } else if byte < 0x20 {
        throw control(here)
      } else {
        here = try skipWide(here)
      }
    }
    scratch.append(UnsafeBufferPointer(start: clean, count: here - clean))
    content = UnsafeBufferPointer(start: scratch.start, count: scratch.count)
    cursor = here + 1
    try checkLength()
  }

  /// Appends what the escape at `here` means and returns where it ends.
  @inline(__always)
  private mutating func unescape(_ here: UnsafePointer<UInt8>) throws(JSONError) -> UnsafePointer<UInt8> {
    switch here[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(here[1])
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "u"): return try unescapeUnicode(here)
    default: throw escape(here, "unknown escape")
    }
    return here + 2
  }

  private mutating func unescapeUnicode(_ here: UnsafePointer<UInt8>) throws(JSONError) -> UnsafePointer<UInt8> {
    guard let unit = hexadecimal(here + 2) else { throw escape(here, "expected four hexadecimal digits after \\u") }
    var scalar = unit
    var length = 6
    if unit & 0xF800 == 0xD800 {
      guard unit < 0xDC00, here[6] == UInt8(ascii: "\\"), here[7] == UInt8(ascii: "u"),
        let low = hexadecimal(here + 8), low & 0xFC00 == 0xDC00
      else { throw escape(here, "half of a surrogate pair") }
      scalar = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      length = 12
    }
    if scalar < 0x80 {
      scratch.append(UInt8(scalar))
    } else if scalar < 0x800 {
      scratch.append(UInt8(0xC0 | scalar >> 6))
      scratch.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      scratch.append(UInt8(0xE0 | scalar >> 12))
      scratch.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      scratch.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      scratch.append(UInt8(0xF0 | scalar >> 18))
      scratch.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      scratch.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      scratch.append(UInt8(0x80 | scalar & 0x3F))
    }
    return here + length
  }

  /// Four hexadecimal digits.
  private func hexadecimal(_ here: UnsafePointer<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for index in 0..<4 {
      let byte = here[index]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func control(_ here: UnsafePointer<UInt8>) -> JSONError {
    cursor = here
    if here == end { return error(.endsEarly, "the text ends inside of a string") }
    return error(.syntax, "a control character in a string must be escaped")
  }

  private mutating func encoding(_ here: UnsafePointer<UInt8>) -> JSONError {
    cursor = here
    return error(.encoding, "the text is not valid UTF-8")
  }

  private mutating func escape(_ here: UnsafePointer<UInt8>, _ message: String) -> JSONError {
    cursor = here
    return error(.escape, message)
  }
}
