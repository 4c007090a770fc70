/// The small grammars of links.
enum MarkdownScan {
  typealias Text = UnsafeBufferPointer<UInt8>

  struct Destination {
    var start: Int
    var end: Int
    var isBracketed: Bool

    var isEmpty: Bool { isBracketed ? end - start == 2 : end == start }

    func text(_ text: Text) -> String {
      MarkdownScan.unescaped(text, isBracketed ? start + 1..<end - 1 : start..<end)
    }
  }

  /// `[label]` with its brackets, at most 1,000 bytes.
  static func label(_ text: Text, at start: Int) -> Range<Int>? {
    guard start < text.count, text[start] == UInt8(ascii: "[") else { return nil }
    var index = start + 1
    while index < text.count, index - start <= 1_001 {
      switch text[index] {
      case UInt8(ascii: "]"): return start..<index + 1
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"):
        index += 1
        if index < text.count, isPunctuation(text[index]) { index += 1 }
      default: index += 1
      }
    }
    return nil
  }

  static func destination(_ text: Text, at start: Int) -> Destination? {
    if start < text.count, text[start] == UInt8(ascii: "<") {
      var index = start + 1
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: ">"): return Destination(start: start, end: index + 1, isBracketed: true)
        case UInt8(ascii: "\\"): index += index + 1 < text.count && isPunctuation(text[index + 1]) ? 2 : 1
        case UInt8(ascii: "<"), 0x0A: return nil
        default: index += 1
        }
      }
      return nil
    }
    var index = start
    var open = 0
    scan: while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\\") where index + 1 < text.count && isPunctuation(text[index + 1]): index += 2
      case UInt8(ascii: "("):
        open += 1
        guard open <= 32 else { return nil }
        index += 1
      case UInt8(ascii: ")"):
        guard open > 0 else { break scan }
        open -= 1
        index += 1
      default:
        guard byte > 0x20, byte != 0x7F else { break scan }
        index += 1
      }
    }
    guard open == 0 else { return nil }
    return Destination(start: start, end: index, isBracketed: false)
  }

  /// A title with its quotes or parentheses.
  static func title(_ text: Text, at start: Int) -> Range<Int>? {
    guard start < text.count else { return nil }
    let close: UInt8
    switch text[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = text[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < text.count {
      let byte = text[index]
      if byte == close { return start..<index + 1 }
      if byte == UInt8(ascii: "("), close == UInt8(ascii: ")") { return nil }
      index += byte == UInt8(ascii: "\\") && index + 1 < text.count && isPunctuation(text[index + 1]) ? 2 : 1
    }
    return nil
  }

  /// Spaces with at most one line end among them.
  static func skipSpaceAndLine(_ text: Text, from start: Int) -> Int {
    var index = start
    var lines = 0
    while index < text.count {
      switch text[index] {
      case 0x20, 0x09: index += 1
      case 0x0A:
        guard lines == 0 else { return index }
        lines += 1
        index += 1
      default: return index
      }
    }
    return index
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    (byte >= 0x21 && byte <= 0x2F) || (byte >= 0x3A && byte <= 0x40) || (byte >= 0x5B && byte <= 0x60)
      || (byte >= 0x7B && byte <= 0x7E)
  }

  /// The text with backslashes and entities resolved.
  static func unescaped(_ text: Text, _ range: Range<Int>) -> String {
    let part = Text(rebasing: text[range])
    guard part.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }) else {
      return String(decoding: part, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.count)
    var index = 0
    while index < part.count {
      if part[index] == UInt8(ascii: "\\"), index + 1 < part.count, isPunctuation(part[index + 1]) {
        bytes.append(part[index + 1])
        index += 2
      } else if part[index] == UInt8(ascii: "&"), let entity = CharacterReference.strict(part, at: index) {
        bytes.append(contentsOf: entity.text.utf8)
        index += entity.length
      } else {
        bytes.append(part[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
