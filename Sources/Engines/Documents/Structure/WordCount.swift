/// Counts words as text editors do: runs of letters and digits between spaces, and each ideograph.
public struct WordCount: Sendable {
  public private(set) var words = 0
  private var isInWord = false

  public init() {}

  /// Counts a piece of text; a word may go on in the next piece.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        let isLetter = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
        if isLetter {
          if !isInWord { words += 1 }
          isInWord = true
        } else if byte <= 0x20 {
          isInWord = false
        }
        index += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      // Han, Hiragana, Katakana: E3 81 81 (U+3041) to E9 BF BF, and the planes of F0 A0 and above.
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isIdeograph =
        (byte == 0xE3 && second >= 0x81 && second != 0x80) || (byte >= 0xE4 && byte <= 0xE9)
        || (byte == 0xF0 && second >= 0xA0)
      let isSpace = byte == 0xC2 && second == 0xA0 || byte == 0xE3 && second == 0x80 || byte == 0xE2 && second == 0x80
      if isIdeograph {
        words += 1
        isInWord = false
      } else if isSpace {
        isInWord = false
      } else {
        if !isInWord { words += 1 }
        isInWord = true
      }
      index += length
    }
  }

  /// What comes next begins a new word.
  public mutating func endWord() { isInWord = false }
}

extension Document {
  /// Words of the text, code and captions, without headers, footers and charts.
  public var wordCount: Int {
    var count = WordCount()
    forEachBlock { block in
      if case .code(let code) = block { count.add(code.text) }
      count.endWord()
      for run in block.inlineRuns {
        for inline in run { Self.count(inline, &count) }
        count.endWord()
      }
    }
    return count.words
  }

  private static func count(_ inline: Inline, _ count: inout WordCount) {
    switch inline {
    case .text(let text), .code(let text): count.add(text)
    case .lineBreak, .softBreak: count.endWord()
    case .math, .variable: count.add("x")
    default: for child in inline.children { Self.count(child, &count) }
    }
  }
}
