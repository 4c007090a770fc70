internal import ByteIO

extension ByteBuffer {
  /// Text as RTF holds it: seven bits, everything else by number with a question mark for readers that know no Unicode.
  mutating func append(rich text: String) {
    for unit in text.utf16 {
      switch unit {
      case 0x5C, 0x7B, 0x7D:
        append(UInt8(ascii: "\\"))
        append(UInt8(truncatingIfNeeded: unit))
      case 0x20...0x7E: append(UInt8(truncatingIfNeeded: unit))
      case 0x09: append("\\tab ")
      case 0x0A: append("\\line ")
      case 0xA0: append("\\~")
      case 0xAD: append("\\-")
      case 0..<0x20, 0x7F..<0xA0: break
      default:
        append("\\u")
        append(decimal: Int(Int16(bitPattern: unit)))
        // As bytes and not as a sign: some readers take the sign behind it, too.
        append("\\'3f")
      }
    }
  }

  /// Two digits for each byte, as pictures are written.
  mutating func append(hexadecimal bytes: [UInt8]) {
    reserve(bytes.count * 2 + bytes.count / 64 + 2)
    for (index, byte) in bytes.enumerated() {
      if index & 63 == 0 { append(0x0A) }
      append(Self.digit(byte >> 4))
      append(Self.digit(byte & 15))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
