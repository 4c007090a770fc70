/// Cuts HTML into tags and text as browsers do, without ever failing. Comments and declarations are passed over.
struct HTMLTokenizer {
  typealias Text = UnsafeBufferPointer<UInt8>

  private let source: Text
  private(set) var position = 0
  /// The element whose end alone ends the text: script, style, title, textarea.
  private var verbatim: String?

  init(_ source: Text) {
    self.source = source
  }

  mutating func next() -> HTMLToken? {
    if let name = verbatim {
      verbatim = nil
      let text = verbatimText(name)
      if !text.isEmpty { return .text(text) }
    }
    while position < source.count {
      if source[position] != UInt8(ascii: "<") { return .text(text()) }
      let following = position + 1 < source.count ? source[position + 1] : 0
      if MarkdownBlocks.isLetter(following) { return startTag() }
      switch following {
      case UInt8(ascii: "/"):
        if position + 2 < source.count, MarkdownBlocks.isLetter(source[position + 2]) { return endTag() }
        skip(behind: ">")
      case UInt8(ascii: "!"):
        if source[position...].starts(with: "<!--".utf8) {
          skipComment()
        } else if source[position...].starts(with: "<![CDATA[".utf8) {
          let start = position + 9
          skip(behind: "]]>")
          let end = max(start, position >= start + 3 ? position - 3 : position)
          return .text(String(decoding: source[min(start, source.count)..<min(end, source.count)], as: UTF8.self))
        } else {
          skip(behind: ">")
        }
      case UInt8(ascii: "?"): skip(behind: ">")
      default: return .text(text())
      }
    }
    return nil
  }

  /// Text up to the next mark that could begin something; a `<` that begins nothing is text.
  private mutating func text() -> String {
    let start = position
    position += 1
    while position < source.count, source[position] != UInt8(ascii: "<") { position += 1 }
    return Self.decoded(Text(rebasing: source[start..<position]), inAttribute: false)
  }

  static func decoded(_ text: Text, inAttribute: Bool) -> String {
    guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "&"),
        let match = CharacterReference.lenient(text, at: index, inAttribute: inAttribute)
      {
        bytes.append(contentsOf: match.text.utf8)
        index += match.length
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func skip(behind mark: String) {
    let mark = Array(mark.utf8)
    while position < source.count {
      if source[position] == mark[0], source[position...].starts(with: mark) {
        position += mark.count
        return
      }
      position += 1
    }
  }

  private mutating func skipComment() {
    position += 4
    if source[min(position, source.count)...].starts(with: ">".utf8) {
      position += 1
    } else if source[min(position, source.count)...].starts(with: "->".utf8) {
      position += 2
    } else {
      skip(behind: "-->")
    }
  }

  private mutating func name() -> String {
    let start = position
    while position < source.count, !MarkdownBlocks.isSpace(source[position]), source[position] != UInt8(ascii: ">"),
      source[position] != UInt8(ascii: "/")
    {
      position += 1
    }
    return Self.lowercased(source[start..<position])
  }

  private static func lowercased(_ bytes: Slice<Text>) -> String {
    String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private mutating func startTag() -> HTMLToken {
    position += 1
    let name = name()
    var attributes = HTMLAttributes()
    var isSelfClosing = false
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      if byte == UInt8(ascii: "/") {
        isSelfClosing = position + 1 < source.count && source[position + 1] == UInt8(ascii: ">")
        position += 1
      } else if MarkdownBlocks.isSpace(byte) {
        position += 1
      } else {
        attribute(&attributes)
      }
    }
    switch name {
    case "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes":
      if !isSelfClosing { verbatim = name }
    default: break
    }
    return .start(name, attributes, isSelfClosing: isSelfClosing)
  }

  private mutating func attribute(_ attributes: inout HTMLAttributes) {
    let start = position
    position += 1
    while position < source.count, !MarkdownBlocks.isSpace(source[position]),
      !"=>/".utf8.contains(source[position])
    {
      position += 1
    }
    let name = Self.lowercased(source[start..<position])
    var ahead = position
    while ahead < source.count, MarkdownBlocks.isSpace(source[ahead]) { ahead += 1 }
    guard ahead < source.count, source[ahead] == UInt8(ascii: "=") else { return attributes.add(name, "") }
    position = ahead + 1
    while position < source.count, MarkdownBlocks.isSpace(source[position]) { position += 1 }
    guard position < source.count else { return attributes.add(name, "") }
    let quote = source[position]
    let valueStart: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      valueStart = position
      while position < source.count, source[position] != quote { position += 1 }
    } else {
      valueStart = position
      while position < source.count, !MarkdownBlocks.isSpace(source[position]), source[position] != UInt8(ascii: ">") {
        position += 1
      }
    }
    let value = Self.decoded(Text(rebasing: source[valueStart..<position]), inAttribute: true)
    if position < source.count, source[position] == quote { position += 1 }
    if attributes.all.count < 100 { attributes.add(name, value) }
  }

  private mutating func endTag() -> HTMLToken {
    position += 2
    let name = name()
    skip(behind: ">")
    return .end(name)
  }

  private mutating func verbatimText(_ name: String) -> String {
    let start = position
    let mark = Array("</\(name)".utf8)
    while position < source.count {
      if source[position] == UInt8(ascii: "<"), position + mark.count <= source.count {
        let candidate = source[position..<position + mark.count].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        if candidate == mark { break }
      }
      position += 1
    }
    let text = Text(rebasing: source[start..<position])
    return name == "title" || name == "textarea"
      ? Self.decoded(text, inAttribute: false) : String(decoding: text, as: UTF8.self)
  }
}
