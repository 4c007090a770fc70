/// Text within HTML and XML.
enum MarkupText {
  /// Whether a byte can stand as it is: no mark of markup, no control character, nothing that begins a forbidden one.
  private static let plain: [Bool] = (0..<256).map { byte in
    if byte < 0x20 { return byte == 0x09 || byte == 0x0A }
    return byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte != 0xC2 && byte != 0xEF && byte != 0x7F
      && byte < 0xF0
  }

  static func write(_ text: String, to output: TextOutput) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if plain[Int(byte)] {
          index += 1
          continue
        }
        var length = 1
        let replacement: StaticString
        switch byte {
        case 0x26: replacement = "&amp;"
        case 0x3C: replacement = "&lt;"
        case 0x3E: replacement = "&gt;"
        case 0x22: replacement = "&quot;"
        case 0x0D: replacement = "&#13;"
        default:
          let next = index + 1 < bytes.count ? bytes[index + 1] : 0
          let third = index + 2 < bytes.count ? bytes[index + 2] : 0
          if byte < 0x20 || byte == 0x7F {
            length = 1
          } else if byte == 0xC2, next < 0xA0 {
            length = 2
          } else if byte == 0xEF, next == 0xBF && third >= 0xBE || next == 0xB7 && third >= 0x90 && third <= 0xAF {
            length = 3
          } else if byte >= 0xF0, next & 0x0F == 0x0F, third == 0xBF, index + 3 < bytes.count, bytes[index + 3] >= 0xBE
          {
            length = 4
          } else {
            index += 1
            continue
          }
          replacement = "\u{FFFD}"
        }
        output.write(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        output.write(replacement)
        index += length
        start = index
      }
      output.write(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// An address for `href` and `src`: white space and what no address holds as percent signs.
  static func address(_ text: String) -> String {
    let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"\\^`{|}".utf8.contains($0) }
    if isClean, hasOnlyGoodPercents(text) { return text }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isPercent = byte == UInt8(ascii: "%")
      let isBad = byte <= 0x20 || byte >= 0x7F || "<>\"\\^`{|}".utf8.contains(byte)
      if isBad || (isPercent && !isEscape(bytes, index)) {
        let digits = String(byte, radix: 16, uppercase: true)
        result += Array(("%" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hasOnlyGoodPercents(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return true }
    let bytes = Array(text.utf8)
    return bytes.indices.allSatisfy { bytes[$0] != UInt8(ascii: "%") || isEscape(bytes, $0) }
  }

  private static func isEscape(_ bytes: [UInt8], _ index: Int) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }
    return index + 2 < bytes.count && isDigit(bytes[index + 1]) && isDigit(bytes[index + 2])
  }
}
