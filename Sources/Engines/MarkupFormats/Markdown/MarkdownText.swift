/// Running text as Markdown, with a backslash before whatever would mean something.
struct MarkdownText {
  let isSingleLine: Bool
  /// Within marks: spaces at the ends are kept.
  var isInside = false
  private var text = ""
  /// Nothing but space since the line began.
  private var isLineStart = true

  init(isSingleLine: Bool) {
    self.isSingleLine = isSingleLine
  }

  var last: Character? { text.last }

  var finished: String {
    guard !isInside else { return text }
    // Space at the end would be dropped.
    guard text.last == " " else { return text }
    return text.dropLast() + "&#32;"
  }

  mutating func softBreak() {
    if isSingleLine {
      text += " "
    } else {
      text += "\n"
      isLineStart = true
    }
  }

  mutating func lineBreak() {
    if isSingleLine {
      text += "<br>"
    } else {
      text += "\\\n"
      isLineStart = true
    }
  }

  mutating func verbatim(_ markup: String) {
    text += markup
    if !markup.isEmpty { isLineStart = false }
  }

  mutating func add(_ words: String) {
    let bytes = Array(words.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isStart = isLineStart
      if byte != 0x20 { isLineStart = false }
      switch byte {
      case 0x0A, 0x0D: result.append(0x20)
      case 0x20:
        // Space at a line's beginning is kept by its number.
        if isStart, !isInside { result += Array("&#32;".utf8) } else { result.append(byte) }
        if isStart { isLineStart = false }
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "<"), UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "{"):
        result += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "_"):
        let before = index > 0 ? bytes[index - 1] : 0
        let isInWord = Self.isWord(before) && Self.isWord(next)
        if !isInWord { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      case UInt8(ascii: "&"):
        if Self.isWord(next) || next == UInt8(ascii: "#") { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      case UInt8(ascii: "!"), UInt8(ascii: "^"):
        if next == UInt8(ascii: "[") || next == 0 { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      case UInt8(ascii: ":"):
        if isStart || (next == UInt8(ascii: "/") && index + 2 < bytes.count && bytes[index + 2] == UInt8(ascii: "/")) {
          result.append(UInt8(ascii: "\\"))
        }
        result.append(byte)
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        let isMarker = isNumberSinceLineStart(result) && (next == 0x20 || next == 0 || next == 0x09)
        let isWorld = byte == UInt8(ascii: ".") && result.suffix(3).elementsEqual("www".utf8)
        if isMarker || isWorld { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="),
        UInt8(ascii: "|"):
        if isStart { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      default: result.append(byte)
      }
    }
    // Words that name a caption or a list would be taken for it.
    text += String(decoding: result, as: UTF8.self)
  }

  /// Whether only digits stand between the line's beginning and here.
  private func isNumberSinceLineStart(_ pending: [UInt8]) -> Bool {
    let line =
      (text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).last.map { Array($0.suffix(16)) } ?? [])
      + pending
    guard line.count <= 10, !line.isEmpty else { return false }
    return line.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    MarkdownBlocks.isLetter(byte) || byte &- 0x30 < 10 || byte >= 0x80
  }
}
