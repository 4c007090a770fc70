/// The byte classes of RFC 9110 and RFC 3986, one table lookup each.
enum ByteClass {
  static let token: UInt8 = 1
  static let fieldValue: UInt8 = 2
  static let target: UInt8 = 4
  static let host: UInt8 = 8

  /// 256 masks, made once and never freed, so that the parser reads them without a bounds check.
  // Safe: written only while it is made, read-only afterwards.
  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for code in 0..<256 {
      let byte = UInt8(code)
      var mask: UInt8 = 0
      let alphanumeric =
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      if alphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte) { mask |= token }
      if (byte >= 0x20 && byte != 0x7F) || byte == 0x09 { mask |= fieldValue }
      // What browsers leave unescaped is wider than RFC 3986; what can split or confuse a line stays out.
      if byte > 0x20 && byte < 0x7F && !"\"<>#\\".utf8.contains(byte) { mask |= target }
      if alphanumeric || "-._~%!$&'()*+,;=:[]".utf8.contains(byte) { mask |= host }
      table[code] = mask
    }
    return UnsafePointer(table)
  }()

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  @inline(__always)
  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Whether the bytes are the lowercase ASCII word, without regard to case.
  @inline(__always)
  static func equal(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    let expected = word.utf8Start
    for index in 0..<count where lower(bytes[index]) != expected[index] { return false }
    return true
  }
}
