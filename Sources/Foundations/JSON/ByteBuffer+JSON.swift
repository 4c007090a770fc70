internal import ByteIO

extension ByteBuffer {
  mutating func appendQuoted(_ text: String, _ format: JSONFormat) {
    var text = text
    text.withUTF8 { appendQuoted($0, format) }
  }

  /// A JSON string: escapes what RFC 8259 demands (`"`, `\`, U+0000 to U+001F) and nothing else unless asked.
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, _ format: JSONFormat) {
    append(UInt8(ascii: "\""))
    if format.isHTMLSafe { appendHTMLSafe(text) } else { appendEscaped(text) }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var clean = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[clean..<index]))
        appendEscape(byte)
        clean = index + 1
      }
      index += 1
    }
    append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[clean...]))
  }

  private mutating func appendHTMLSafe(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"):
        appendEscape(byte)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        appendUnicodeEscape(UInt64(byte))
      case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8:
        appendUnicodeEscape(0x2028 + UInt64(text[index + 2] & 1))
        index += 2
      default:
        append(byte)
      }
      index += 1
    }
  }

  @inline(never)
  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default: appendUnicodeEscape(UInt64(byte))
    }
  }

  private mutating func appendUnicodeEscape(_ unit: UInt64) {
    append("\\u")
    append(hexadecimal: unit, paddedTo: 4)
  }
}
