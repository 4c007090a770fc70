internal import Documents

/// White space in running text as HTML treats it.
enum InlineSpace {
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  /// Runs of white space as one space, kept at the ends.
  static func collapsed(_ text: String) -> String {
    var text = text
    let bytes: [UInt8]? = text.withUTF8 { source in
      var isClean = true
      var wasSpace = false
      for byte in source {
        let isSpace = isSpace(byte)
        if isSpace, wasSpace || byte != 0x20 { isClean = false }
        wasSpace = isSpace
      }
      if isClean { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count)
      wasSpace = false
      for byte in source {
        let isSpace = isSpace(byte)
        if !isSpace { bytes.append(byte) } else if !wasSpace { bytes.append(0x20) }
        wasSpace = isSpace
      }
      return bytes
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// No space at the ends and around line breaks.
  static func trim(_ inlines: inout [Inline]) {
    while case .text(let text)? = inlines.first {
      let trimmed = text.drop { $0 == " " }
      guard trimmed.isEmpty else {
        if trimmed.utf8.count != text.utf8.count { inlines[0] = .text(String(trimmed)) }
        break
      }
      inlines.removeFirst()
    }
    while let last = inlines.last {
      if case .lineBreak = last {
        inlines.removeLast()
        continue
      }
      guard case .text(let text) = last, text.last == " " else { break }
      var trimmed = text
      while trimmed.last == " " { trimmed.removeLast() }
      if trimmed.isEmpty {
        inlines.removeLast()
      } else {
        inlines[inlines.count - 1] = .text(trimmed)
        break
      }
    }
    var index = 1
    while index < inlines.count {
      if case .text(let text) = inlines[index], case .lineBreak = inlines[index - 1], text.first == " " {
        inlines[index] = .text(String(text.drop { $0 == " " }))
      }
      if case .lineBreak = inlines[index], case .text(var text) = inlines[index - 1], text.last == " " {
        while text.last == " " { text.removeLast() }
        inlines[index - 1] = .text(text)
      }
      index += 1
    }
  }
}
