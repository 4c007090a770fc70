/// Recognises HTML in running text as CommonMark defines it.
enum HTMLTagScan {
  typealias Text = UnsafeBufferPointer<UInt8>

  /// Anything that counts as HTML at `<`: a tag, a comment, an instruction, a declaration, a CDATA section.
  static func any(_ text: Text, at start: Int, _ memory: inout Memory) -> Int? {
    guard start + 1 < text.count else { return nil }
    switch text[start + 1] {
    case UInt8(ascii: "!"): return declaration(text, at: start, &memory)
    case UInt8(ascii: "?"): return find("?>", text, from: start + 2, &memory.instruction).map { $0 - start }
    default: return tag(text, at: start)
    }
  }

  /// What is known not to come any more, so that long texts without it are searched once.
  struct Memory {
    var comment = false
    var instruction = false
    var declaration = false
    var section = false
  }

  private static func declaration(_ text: Text, at start: Int, _ memory: inout Memory) -> Int? {
    let rest = text[(start + 2)...]
    if rest.starts(with: "--".utf8) {
      let body = start + 4
      if body < text.count, text[body] == UInt8(ascii: ">") { return nil }
      if text[body...].starts(with: "->".utf8) { return nil }
      guard let end = find("--", text, from: body, &memory.comment), end < text.count,
        text[end] == UInt8(ascii: ">")
      else { return nil }
      return end + 1 - start
    }
    if rest.starts(with: "[CDATA[".utf8) {
      return find("]]>", text, from: start + 9, &memory.section).map { $0 - start }
    }
    guard let first = rest.first, first &- 0x41 < 26 else { return nil }
    var index = start + 2
    while index < text.count, text[index] &- 0x41 < 26 { index += 1 }
    guard index < text.count, MarkdownBlocks.isSpace(text[index]) else { return nil }
    return find(">", text, from: index, &memory.declaration).map { $0 - start }
  }

  /// The place behind the mark.
  private static func find(_ mark: String, _ text: Text, from start: Int, _ isMissing: inout Bool) -> Int? {
    guard !isMissing else { return nil }
    let mark = Array(mark.utf8)
    var index = start
    while index + mark.count <= text.count {
      if text[index] == mark[0], text[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
      index += 1
    }
    isMissing = true
    return nil
  }

  /// The length of an opening or closing tag.
  static func tag(_ text: Text, at start: Int) -> Int? {
    var index = start + 1
    guard index < text.count else { return nil }
    let isClosing = text[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    guard index < text.count, MarkdownBlocks.isLetter(text[index]) else { return nil }
    while index < text.count, isNameByte(text[index]) { index += 1 }
    if isClosing {
      index = skipSpace(text, index)
      return index < text.count && text[index] == UInt8(ascii: ">") ? index + 1 - start : nil
    }
    while true {
      let afterSpace = skipSpace(text, index)
      guard afterSpace < text.count else { return nil }
      if text[afterSpace] == UInt8(ascii: ">") { return afterSpace + 1 - start }
      if text[afterSpace] == UInt8(ascii: "/") {
        return afterSpace + 1 < text.count && text[afterSpace + 1] == UInt8(ascii: ">") ? afterSpace + 2 - start : nil
      }
      guard afterSpace > index, let end = attribute(text, afterSpace) else { return nil }
      index = end
    }
  }

  private static func attribute(_ text: Text, _ start: Int) -> Int? {
    let first = text[start]
    guard MarkdownBlocks.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: ":") else { return nil }
    var index = start + 1
    while index < text.count, isAttributeByte(text[index]) { index += 1 }
    let equals = skipSpace(text, index)
    guard equals < text.count, text[equals] == UInt8(ascii: "=") else { return index }
    index = skipSpace(text, equals + 1)
    guard index < text.count else { return nil }
    let quote = text[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while index < text.count, text[index] != quote { index += 1 }
      return index < text.count ? index + 1 : nil
    }
    let valueStart = index
    while index < text.count, !MarkdownBlocks.isSpace(text[index]), !"\"'=<>`".utf8.contains(text[index]) { index += 1 }
    return index > valueStart ? index : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    MarkdownBlocks.isLetter(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
  }

  private static func isAttributeByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private static func skipSpace(_ text: Text, _ start: Int) -> Int {
    var index = start
    while index < text.count, MarkdownBlocks.isSpace(text[index]) { index += 1 }
    return index
  }
}
