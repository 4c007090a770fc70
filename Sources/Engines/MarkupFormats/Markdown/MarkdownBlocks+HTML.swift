extension MarkdownBlocks {
  mutating func openHTML(_ container: inout Int32) -> Bool {
    let kind = htmlKind()
    guard kind != 0 else { return false }
    let isParagraph = nodes[Int(container)].kind == .paragraph || (!allClosed && nodes[Int(tip)].kind == .paragraph)
    if kind == 7, isParagraph { return false }
    closeUnmatched()
    container = addChild(.html, to: container)
    nodes[Int(container)].mark = kind
    return true
  }

  /// 1 to 7 as the specification counts the ways an HTML block begins; 0 is none.
  private func htmlKind() -> UInt8 {
    let start = nextNonspace + 1
    switch byte(start) {
    case UInt8(ascii: "!"):
      if byte(start + 1) == UInt8(ascii: "-"), byte(start + 2) == UInt8(ascii: "-") { return 2 }
      if matches("[CDATA[", at: start + 1, anyCase: false) { return 5 }
      return Self.isLetter(byte(start + 1)) ? 4 : 0
    case UInt8(ascii: "?"): return 3
    default: break
    }
    for name in ["script", "pre", "style", "textarea"] where matches(name, at: start) {
      let next = byte(start + name.utf8.count)
      if next == 0x0A || Self.isSpace(next) || next == UInt8(ascii: ">") { return 1 }
    }
    let isClosing = byte(start) == UInt8(ascii: "/")
    let nameStart = isClosing ? start + 1 : start
    var nameEnd = nameStart
    while Self.isLetter(byte(nameEnd)) || (byte(nameEnd) >= 0x30 && byte(nameEnd) <= 0x39) { nameEnd += 1 }
    if nameEnd > nameStart {
      let next = byte(nameEnd)
      let ends =
        next == 0x0A || Self.isSpace(next) || next == UInt8(ascii: ">")
        || (next == UInt8(ascii: "/") && byte(nameEnd + 1) == UInt8(ascii: ">"))
      let name = String(decoding: source[nameStart..<nameEnd], as: UTF8.self).lowercased()
      if ends, Self.blockNames.contains(name) { return 6 }
    }
    let line = UnsafeBufferPointer(rebasing: source[nextNonspace..<lineEnd])
    if let length = HTMLTagScan.tag(line, at: 0), restIsBlank(nextNonspace + length) { return 7 }
    return 0
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private func matches(_ word: String, at index: Int, anyCase: Bool = true) -> Bool {
    var index = index
    for wanted in word.utf8 {
      let found = byte(index)
      guard found == wanted || (anyCase && (found | 0x20) == wanted) else { return false }
      index += 1
    }
    return true
  }

  /// Whether the line holds what ends an HTML block of that kind.
  func htmlEnds(_ kind: UInt8, from start: Int) -> Bool {
    let marks: [String] =
      switch kind {
      case 1: ["</script>", "</pre>", "</style>", "</textarea>"]
      case 2: ["-->"]
      case 3: ["?>"]
      case 4: [">"]
      default: ["]]>"]
      }
    var index = start
    while index < lineEnd {
      for mark in marks where matches(mark, at: index) { return true }
      index += 1
    }
    return false
  }

  private static let blockNames: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}
