internal import ByteIO

/// Text that can neither end its line nor drive a terminal: control characters, line and paragraph separators and
/// marks that turn the direction of text are written as escapes.
extension ByteBuffer {
  /// As a JSON string.
  mutating func appendLogQuoted(_ text: String) {
    append("\"")
    var text = text
    text.withUTF8 { appendLogEscaped($0, quotes: true) }
    append("\"")
  }

  /// Without quotes.
  mutating func appendLogText(_ text: String) {
    var text = text
    text.withUTF8 { appendLogEscaped($0, quotes: false) }
  }

  /// In quotes where the text is not one plain word.
  mutating func appendLogWord(_ text: String) {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\\")
      }
    if isPlain { appendLogText(text) } else { appendLogQuoted(text) }
  }

  private mutating func appendLogEscaped(_ bytes: UnsafeBufferPointer<UInt8>, quotes: Bool) {
    var clean = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      // Almost everything: neither control character, quote nor the first byte of one that is escaped.
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        place += 1
        continue
      }
      guard let (length, value) = Self.escaped(bytes, at: place, quotes: quotes) else {
        place += 1
        continue
      }
      append(UnsafeBufferPointer(rebasing: bytes[clean..<place]))
      appendEscape(value)
      place += length
      clean = place
    }
    append(UnsafeBufferPointer(rebasing: bytes[clean...]))
  }

  /// How long the character at `place` is and which it is, where it is to be escaped.
  private static func escaped(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: Int, quotes: Bool
  ) -> (length: Int, value: UInt32)? {
    let byte = bytes[place]
    switch byte {
    case 0..<0x20, 0x7F: return (1, UInt32(byte))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return quotes ? (1, UInt32(byte)) : nil
    // U+0080 to U+009F, the second set of control characters.
    case 0xC2 where place + 1 < bytes.count && bytes[place + 1] < 0xA0:
      return (2, 0x80 | UInt32(bytes[place + 1] & 0x1F))
    // U+061C, the Arabic letter mark.
    case 0xD8 where place + 1 < bytes.count && bytes[place + 1] == 0x9C:
      return (2, 0x061C)
    case 0xE2 where place + 2 < bytes.count:
      let value = 0x2000 | UInt32(bytes[place + 1] & 0x3F) << 6 | UInt32(bytes[place + 2] & 0x3F)
      switch value {
      case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: return (3, value)
      default: return nil
      }
    case 0xEF where place + 2 < bytes.count && bytes[place + 1] == 0xBB && bytes[place + 2] == 0xBF:
      return (3, 0xFEFF)
    default: return nil
    }
  }

  private mutating func appendEscape(_ value: UInt32) {
    switch value {
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    default:
      append("\\u")
      append(hexadecimal: UInt64(value), paddedTo: 4)
    }
  }
}
