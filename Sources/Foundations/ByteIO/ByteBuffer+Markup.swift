extension ByteBuffer {
  /// Text for an element or an attribute of XML or HTML. What XML 1.0 cannot hold becomes U+FFFD, as a person then sees that
  /// something was there.
  public mutating func append(escaped text: String) {
    var text = text
    text.withUTF8 { append(escaped: UnsafeRawBufferPointer($0)) }
  }

  public mutating func append(escaped text: UnsafeRawBufferPointer) {
    guard let start = text.baseAddress else { return }
    let count = text.count
    reserve(count &+ 32)
    var index = 0
    var plain = 0
    while index < count {
      // Eight bytes at a time as long as nothing needs an escape.
      while index &+ 8 <= count {
        let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if Self.needsEscape(word) { break }
        index &+= 8
      }
      guard index < count else { break }
      let byte = text[index]
      let isEscaped: Bool
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): isEscaped = true
      case 0..<0x20: isEscaped = true
      case 0xEF: isEscaped = index &+ 2 < count && text[index &+ 1] == 0xBF && text[index &+ 2] >= 0xBE
      default: isEscaped = false
      }
      guard isEscaped else {
        index &+= 1
        continue
      }
      append(UnsafeRawBufferPointer(rebasing: text[plain..<index]))
      append(escape: byte)
      index &+= byte == 0xEF ? 3 : 1
      plain = index
    }
    append(UnsafeRawBufferPointer(rebasing: text[plain..<count]))
  }

  private mutating func append(escape byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "\""): append("&quot;")
    case 0x09: append("&#9;")
    case 0x0A: append("&#10;")
    case 0x0D: append("&#13;")
    default: append("\u{FFFD}")
    }
  }

  /// Whether a byte of the word is a control character, one of `& < > "`, or may begin U+FFFE or U+FFFF.
  @inline(__always)
  private static func needsEscape(_ word: UInt64) -> Bool {
    func zeros(_ value: UInt64) -> UInt64 { (value &- 0x0101_0101_0101_0101) & ~value & 0x8080_8080_8080_8080 }
    let low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
    let quotes = zeros(word ^ 0x2626_2626_2626_2626) | zeros(word ^ 0x2222_2222_2222_2222)
    let angles = zeros(word ^ 0x3C3C_3C3C_3C3C_3C3C) | zeros(word ^ 0x3E3E_3E3E_3E3E_3E3E)
    return (low | quotes | angles | zeros(word ^ 0xEFEF_EFEF_EFEF_EFEF)) != 0
  }
}
