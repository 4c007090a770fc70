internal import Documents

/// White space in running text as HTML treats it.
enum InlineSpace {
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  /// Runs of white space as one space, or as one line break where they hold one; kept at the ends.
  static func collapsed(_ text: String) -> String {
    var text = text
    let bytes: [UInt8]? = text.withUTF8 { source in
      var isClean = true
      var wasSpace = false
      for byte in source {
        let isSpace = isSpace(byte)
        if isSpace, wasSpace || (byte != 0x20 && byte != 0x0A) { isClean = false }
        wasSpace = isSpace
      }
      if isClean { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count)
      wasSpace = false
      for byte in source {
        let isSpace = isSpace(byte)
        if !isSpace {
          bytes.append(byte)
        } else if !wasSpace {
          bytes.append(byte == 0x0A ? 0x0A : 0x20)
        } else if byte == 0x0A {
          bytes[bytes.count - 1] = 0x0A
        }
        wasSpace = isSpace
      }
      return bytes
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// No space at the ends and around line breaks.
  static func trim(_ inlines: inout [Inline]) {
    var first = 0
    start: while first < inlines.count {
      switch inlines[first] {
      case .softBreak: first += 1
      case .text(let text) where text.first == " ":
        let trimmed = text.drop { $0 == " " }
        if trimmed.isEmpty {
          first += 1
        } else {
          inlines[first] = .text(String(trimmed))
        }
      default: break start
      }
    }
    inlines.removeFirst(first)
    guard !inlines.isEmpty else { return }
    trimEnd(&inlines)
    trimAroundBreaks(&inlines)
  }

  private static func trimEnd(_ inlines: inout [Inline]) {
    while let last = inlines.last {
      switch last {
      case .softBreak, .lineBreak: inlines.removeLast()
      case .text(var text) where text.last == " ":
        while text.last == " " { text.removeLast() }
        if text.isEmpty { inlines.removeLast() } else { inlines[inlines.count - 1] = .text(text) }
      default: return
      }
    }
  }

  private static func trimAroundBreaks(_ inlines: inout [Inline]) {
    var result: [Inline] = []
    result.reserveCapacity(inlines.count)
    for inline in inlines {
      switch inline {
      case .softBreak:
        if case .lineBreak? = result.last { continue }
        if case .softBreak? = result.last { continue }
        dropSpace(&result)
        result.append(inline)
      case .lineBreak:
        if case .softBreak? = result.last { result.removeLast() }
        dropSpace(&result)
        result.append(inline)
      case .text(let text) where text.first == " ":
        switch result.last {
        case .softBreak?, .lineBreak?:
          let trimmed = text.drop { $0 == " " }
          if !trimmed.isEmpty { result.append(.text(String(trimmed))) }
        default: result.append(inline)
        }
      default: result.append(inline)
      }
    }
    inlines = result
  }

  private static func dropSpace(_ inlines: inout [Inline]) {
    guard case .text(var text)? = inlines.last, text.last == " " else { return }
    while text.last == " " { text.removeLast() }
    if text.isEmpty { inlines.removeLast() } else { inlines[inlines.count - 1] = .text(text) }
  }
}
