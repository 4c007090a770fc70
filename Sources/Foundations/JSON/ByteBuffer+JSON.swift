internal import ByteIO

extension ByteBuffer {
  @inline(__always)
  mutating func appendQuoted(_ text: String, _ format: JSONFormat) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { appendQuoted($0, format) }
    if done == nil { appendQuoted(copying: text, format) }
  }

  @inline(never)
  private mutating func appendQuoted(copying text: String, _ format: JSONFormat) {
    var text = text
    text.withUTF8 { appendQuoted($0, format) }
  }

  /// A JSON string: escapes what RFC 8259 demands (`"`, `\`, U+0000 to U+001F) and nothing else unless asked.
  @inline(__always)
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, _ format: JSONFormat) {
    guard !format.isHTMLSafe else {
      append(UInt8(ascii: "\""))
      appendHTMLSafe(text)
      append(UInt8(ascii: "\""))
      return
    }
    appendQuotedPlain(text)
  }

  /// Copies words and looks at each while it is at hand; the buffer's slack takes what a word has too much.
  private mutating func appendQuotedPlain(_ text: UnsafeBufferPointer<UInt8>) {
    var left = text.count
    reserve(left &+ 2)
    var target = start + used
    target[0] = UInt8(ascii: "\"")
    target += 1
    if left > 0, var source = text.baseAddress {
      while true {
        let width = min(left, 8)
        let word = width == 8 ? source.word : source.word(upTo: width)
        UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt64.self)
        let found = JSONScan.special(word)
        let clean = min(found.trailingZeroBitCount &>> 3, width)
        source += clean
        target += clean
        left &-= clean
        if clean == width {
          if left == 0 { break }
          continue
        }
        used = target - start
        appendEscape(source.pointee)
        source += 1
        left &-= 1
        reserve(left &+ 2)
        target = start + used
        if left == 0 { break }
      }
    }
    target[0] = UInt8(ascii: "\"")
    used = target - start &+ 1
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
