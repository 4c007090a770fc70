internal import ByteIO

extension ByteBuffer {
  /// A cell's text: control characters become `_x000D_` as spreadsheets write them.
  mutating func append(cellText text: UnsafeRawBufferPointer) {
    guard let start = text.baseAddress else { return }
    let count = text.count
    var index = 0
    // Eight bytes at a time as long as nothing needs an escape.
    while index &+ 8 <= count {
      let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      let found =
        low | CSVTokenizer.zeros(word ^ 0x2626_2626_2626_2626)
        | CSVTokenizer.zeros(word ^ 0x3C3C_3C3C_3C3C_3C3C) | CSVTokenizer.zeros(word ^ 0x3E3E_3E3E_3E3E_3E3E)
        | CSVTokenizer.zeros(word ^ 0x5F5F_5F5F_5F5F_5F5F) | CSVTokenizer.zeros(word ^ 0xEFEF_EFEF_EFEF_EFEF)
      if found != 0 { break }
      index &+= 8
    }
    append(UnsafeRawBufferPointer(start: start, count: index))
    while index < count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case 0x09, 0x0A: append(byte)
      case 0..<0x20: append(escaped: byte)
      case UInt8(ascii: "_"):
        // A text that looks like an escape must not become one.
        if Self.looksEscaped(text, index) { append("_x005F_") } else { append(byte) }
      case 0xEF where index + 2 < count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE:
        // U+FFFE and U+FFFF are no characters of XML.
        append("\u{FFFD}")
        index += 2
      default: append(byte)
      }
      index &+= 1
    }
  }

  private mutating func append(escaped byte: UInt8) {
    append("_x00")
    append(byte >= 0x10 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    append(Array("0123456789ABCDEF".utf8)[Int(byte & 15)])
    append("_")
  }

  private static func looksEscaped(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_") else {
      return false
    }
    return text[(index + 2)..<(index + 6)].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }
}
