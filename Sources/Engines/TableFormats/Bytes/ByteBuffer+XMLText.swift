internal import ByteIO

extension ByteBuffer {
  /// Text of an element or an attribute; characters that XML cannot hold become U+FFFD.
  mutating func append(xml text: String) {
    var text = text
    text.withUTF8 { _ = append(xml: UnsafeRawBufferPointer($0), isAttribute: true) }
  }

  /// The same of UTF-8; gives how many characters XML cannot hold.
  ///
  /// - Parameter isAttribute: quotes, tabs and line ends are escaped as well.
  mutating func append(xml text: UnsafeRawBufferPointer, isAttribute: Bool = false) -> Int {
    var replaced = 0
    var clean = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      var length = 1
      if byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE {
        // U+FFFE and U+FFFF.
        length = 3
      } else if byte >= 0x20 ? !Self.isMarkup(byte, isAttribute) : !isAttribute && (byte == 0x09 || byte == 0x0A) {
        index += 1
        continue
      }
      append(UnsafeRawBufferPointer(rebasing: text[clean..<index]))
      switch byte {
      case 0x26: append("&amp;")
      case 0x3C: append("&lt;")
      case 0x3E: append("&gt;")
      case 0x22: append("&quot;")
      case 0x09: append("&#9;")
      case 0x0A: append("&#10;")
      case 0x0D: append("&#13;")
      default:
        append("\u{FFFD}")
        replaced += 1
      }
      index += length
      clean = index
    }
    append(UnsafeRawBufferPointer(rebasing: text[clean...]))
    return replaced
  }

  @inline(__always)
  private static func isMarkup(_ byte: UInt8, _ isAttribute: Bool) -> Bool {
    byte == 0x26 || byte == 0x3C || byte == 0x3E || isAttribute && byte == 0x22
  }
}
