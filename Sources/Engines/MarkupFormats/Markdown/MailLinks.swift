internal import Documents

/// Finds addresses of electronic mail in running text, as GitHub does.
enum MailLinks {
  /// The text with its addresses as links; nil where there is none.
  static func split(_ text: String) -> [Inline]? {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return nil }
    let bytes = Array(text.utf8)
    var result: [Inline] = []
    var done = 0
    var search = 0
    while let at = bytes[search...].firstIndex(of: UInt8(ascii: "@")) {
      search = at + 1
      guard let range = address(bytes, at: at, from: done) else { continue }
      if range.lowerBound > done {
        result.append(.text(String(decoding: bytes[done..<range.lowerBound], as: UTF8.self)))
      }
      let address = String(decoding: bytes[range], as: UTF8.self)
      result.append(.link(Link("mailto:" + address, [.text(address)])))
      done = range.upperBound
      search = range.upperBound
    }
    guard done > 0 else { return nil }
    if done < bytes.count { result.append(.text(String(decoding: bytes[done...], as: UTF8.self))) }
    return result
  }

  private static func address(_ bytes: [UInt8], at: Int, from: Int) -> Range<Int>? {
    var start = at
    while start > from, isAlphanumeric(bytes[start - 1]) || ".+-_".utf8.contains(bytes[start - 1]) { start -= 1 }
    guard start < at else { return nil }
    var end = at + 1
    var dots = 0
    while end < bytes.count {
      let byte = bytes[end]
      if isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
        end += 1
      } else if byte == UInt8(ascii: "."), end + 1 < bytes.count, isAlphanumeric(bytes[end + 1]) {
        dots += 1
        end += 1
      } else {
        break
      }
    }
    guard dots > 0, end > at + 1, end >= bytes.count || bytes[end] != UInt8(ascii: "@") else { return nil }
    guard MarkdownBlocks.isLetter(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ".") else { return nil }
    while end > at, "?!.,:*_~'\"".utf8.contains(bytes[end - 1]) { end -= 1 }
    return end > at + 1 ? start..<end : nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    MarkdownBlocks.isLetter(byte) || byte &- 0x30 < 10
  }
}
