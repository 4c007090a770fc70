internal import Documents

/// The inline structure of one leaf's text: CommonMark's algorithm with a stack of delimiters and one of brackets.
///
/// Nodes lie in one array that is used again for every leaf.
struct MarkdownInlines {
  typealias Text = UnsafeBufferPointer<UInt8>

  struct Node {
    enum Kind: UInt8 {
      case text, string, softBreak, lineBreak, code, html, emphasis, strong, strike, link, image, footnote, note, math
      case span, citation
    }

    var kind: Kind
    /// The range in the text; of strings and links an index into their array.
    var start = 0
    var end = 0
    var payload: Int32 = -1
    var attributes: Int32 = -1
    var previous: Int32 = -1
    var next: Int32 = -1
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var parent: Int32 = -1
  }

  struct Target {
    var destination: String
    var title: String?
  }

  struct Delimiter {
    var node: Int32
    var character: UInt8
    var length: Int
    var canOpen: Bool
    var canClose: Bool
    var previous: Int32
    var next: Int32 = -1
  }

  struct Bracket {
    var node: Int32
    var delimiter: Int32
    var isImage: Bool
    /// Where the text behind the bracket begins.
    var position: Int
    var isActive = true
    var hasBracketAfter = false
  }

  let dialect: MarkdownDialect
  var text = Text(start: nil, count: 0)
  var position = 0
  var nodes: [Node] = []
  var strings: [String] = []
  var targets: [Target] = []
  var attributes: [Attributes] = []
  var delimiters: [Delimiter] = []
  var lastDelimiter: Int32 = -1
  var brackets: [Bracket] = []
  var references: [[UInt8]: MarkdownReference]
  var footnotes: Set<[UInt8]>
  /// How many bytes of destinations and titles references may still bring in.
  var expansion: Int
  /// Notes in the present text that never ended; after some, no more are looked for.
  var failedNotes = 0
  private var backticks: [Int] = []
  private var hasScannedBackticks = false
  private var html = HTMLTagScan.Memory()
  private let special: [Bool]

  init(
    dialect: MarkdownDialect, references: [[UInt8]: MarkdownReference], footnotes: Set<[UInt8]>, expansion: Int
  ) {
    self.dialect = dialect
    self.references = references
    self.footnotes = footnotes
    self.expansion = expansion
    var special = [Bool](repeating: false, count: 256)
    for byte in "\n\\`*_[]!<&".utf8 { special[Int(byte)] = true }
    if dialect.contains(.strikethrough) { special[Int(UInt8(ascii: "~"))] = true }
    if dialect.contains(.autolinks) { for byte in "w:".utf8 { special[Int(byte)] = true } }
    if dialect.contains(.math) { special[Int(UInt8(ascii: "$"))] = true }
    if dialect.contains(.footnotes) { special[Int(UInt8(ascii: "^"))] = true }
    self.special = special
  }

  /// Reads a leaf's text; the root is node 0.
  mutating func parse(_ text: Text) {
    self.text = text
    position = 0
    nodes.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    delimiters.removeAll(keepingCapacity: true)
    brackets.removeAll(keepingCapacity: true)
    lastDelimiter = -1
    hasScannedBackticks = false
    failedNotes = 0
    html = HTMLTagScan.Memory()
    nodes.append(Node(kind: .span))
    while position < text.count { step() }
    processDelimiters(above: -1)
    brackets.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  private mutating func step() {
    let start = position
    let first = text[start]
    if !special[Int(first)] {
      repeat { position += 1 } while position < text.count && !special[Int(text[position])]
      addText(start, position)
      return
    }
    switch first {
    case 0x0A: newline()
    case UInt8(ascii: "\\"): backslash()
    case UInt8(ascii: "`"): backtick()
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): delimiterRun(first)
    case UInt8(ascii: "["):
      position += 1
      openBracket(isImage: false, from: start)
    case UInt8(ascii: "!"):
      position += 1
      if byte(position) == UInt8(ascii: "[") {
        position += 1
        openBracket(isImage: true, from: start)
      } else {
        addText(start, position)
      }
    case UInt8(ascii: "^"):
      position += 1
      if byte(position) == UInt8(ascii: "["), inlineNote(start) { return }
      addText(start, position)
    case UInt8(ascii: "]"): closeBracket()
    case UInt8(ascii: "<"): angle()
    case UInt8(ascii: "&"):
      if let match = CharacterReference.strict(text, at: start) {
        position += match.length
        addString(match.text)
      } else {
        position += 1
        addText(start, position)
      }
    case UInt8(ascii: "$"): dollar()
    case UInt8(ascii: "w"), UInt8(ascii: ":"):
      if brackets.contains(where: \.isActive) || !autolink(first) {
        position += 1
        addText(start, position)
      }
    default:
      position += 1
      addText(start, position)
    }
  }

  // MARK: Nodes

  @discardableResult
  mutating func add(_ node: Node, to parent: Int32 = 0) -> Int32 {
    let index = Int32(nodes.count)
    var node = node
    node.parent = parent
    node.previous = nodes[Int(parent)].lastChild
    nodes.append(node)
    if node.previous >= 0 { nodes[Int(node.previous)].next = index } else { nodes[Int(parent)].firstChild = index }
    nodes[Int(parent)].lastChild = index
    return index
  }

  /// Text next to text becomes one.
  @discardableResult
  mutating func addText(_ start: Int, _ end: Int, merging: Bool = true) -> Int32 {
    let last = nodes[0].lastChild
    if merging, last >= 0, nodes[Int(last)].kind == .text, nodes[Int(last)].end == start, nodes[Int(last)].payload < 0 {
      nodes[Int(last)].end = end
      return last
    }
    return add(Node(kind: .text, start: start, end: end))
  }

  @discardableResult
  mutating func addString(_ string: String, _ kind: Node.Kind = .string) -> Int32 {
    strings.append(string)
    return add(Node(kind: kind, payload: Int32(strings.count - 1)))
  }

  mutating func unlink(_ index: Int32) {
    let node = nodes[Int(index)]
    if node.previous >= 0 {
      nodes[Int(node.previous)].next = node.next
    } else {
      nodes[Int(node.parent)].firstChild = node.next
    }
    if node.next >= 0 {
      nodes[Int(node.next)].previous = node.previous
    } else {
      nodes[Int(node.parent)].lastChild = node.previous
    }
  }

  /// Makes the siblings behind `first`, up to before `end` (-1 is all), children of a node that follows `first`.
  mutating func wrap(_ node: Node, after first: Int32, before end: Int32) -> Int32 {
    let index = Int32(nodes.count)
    let parent = nodes[Int(first)].parent
    var node = node
    node.parent = parent
    let begin = nodes[Int(first)].next
    let last = end >= 0 ? nodes[Int(end)].previous : nodes[Int(parent)].lastChild
    if begin >= 0, begin != end {
      node.firstChild = begin
      node.lastChild = last
    }
    node.previous = first
    node.next = end
    nodes.append(node)
    if begin >= 0, begin != end {
      nodes[Int(begin)].previous = -1
      nodes[Int(last)].next = -1
      var child = begin
      while child >= 0 {
        nodes[Int(child)].parent = index
        child = nodes[Int(child)].next
      }
    }
    nodes[Int(first)].next = index
    if end >= 0 { nodes[Int(end)].previous = index } else { nodes[Int(parent)].lastChild = index }
    return index
  }

  // MARK: Simple pieces

  private mutating func newline() {
    position += 1
    let last = nodes[0].lastChild
    var isHard = false
    if last >= 0, nodes[Int(last)].kind == .text {
      let end = nodes[Int(last)].end
      var trimmed = end
      while trimmed > nodes[Int(last)].start, text[trimmed - 1] == 0x20 { trimmed -= 1 }
      isHard = end - trimmed >= 2
      while trimmed > nodes[Int(last)].start, text[trimmed - 1] == 0x20 || text[trimmed - 1] == 0x09 { trimmed -= 1 }
      nodes[Int(last)].end = trimmed
    }
    add(Node(kind: isHard ? .lineBreak : .softBreak))
    while position < text.count, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
  }

  private mutating func backslash() {
    let start = position
    position += 1
    if byte(position) == 0x0A, position < text.count {
      position += 1
      add(Node(kind: .lineBreak))
      while position < text.count, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
    } else if position < text.count, MarkdownScan.isPunctuation(text[position]) {
      add(Node(kind: .text, start: position, end: position + 1, payload: 0))
      position += 1
    } else {
      addText(start, position)
    }
  }

  private mutating func backtick() {
    let start = position
    while byte(position) == UInt8(ascii: "`") { position += 1 }
    let length = position - start
    guard let end = closingBackticks(length) else {
      addText(start, position)
      return
    }
    strings.append(Self.codeText(Text(rebasing: text[start + length..<end - length])))
    position = end
    let node = add(Node(kind: .code, payload: Int32(strings.count - 1)))
    takeAttributes(node)
  }

  /// The place behind the run of that length that comes next.
  private mutating func closingBackticks(_ length: Int) -> Int? {
    if length > 80 { return nil }
    if hasScannedBackticks, length >= backticks.count || backticks[length] <= position { return nil }
    if backticks.count < 81 { backticks = [Int](repeating: 0, count: 81) }
    if !hasScannedBackticks { for index in backticks.indices { backticks[index] = 0 } }
    var index = position
    while index < text.count {
      guard text[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let start = index
      while byte(index) == UInt8(ascii: "`") { index += 1 }
      let found = index - start
      if found <= 80 { backticks[found] = start + 1 }
      if found == length { return index }
    }
    hasScannedBackticks = true
    return nil
  }

  private static func codeText(_ code: Text) -> String {
    guard !code.isEmpty else { return "" }
    var bytes = code.map { $0 == 0x0A ? 0x20 : $0 }
    if bytes.count >= 2, bytes.first == 0x20, bytes.last == 0x20, bytes.contains(where: { $0 != 0x20 }) {
      bytes.removeFirst()
      bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func angle() {
    let start = position
    if let end = autolinkEnd(start) {
      let content = start + 1..<end - 1
      let address = String(decoding: text[content], as: UTF8.self)
      let isMail = !text[content].contains(UInt8(ascii: ":"))
      targets.append(Target(destination: isMail ? "mailto:" + address : address))
      let link = add(Node(kind: .link, payload: Int32(targets.count - 1)))
      add(Node(kind: .text, start: content.lowerBound, end: content.upperBound, payload: 0), to: link)
      position = end
    } else if let length = HTMLTagScan.any(text, at: start, &html) {
      add(Node(kind: .html, start: start, end: start + length))
      position = start + length
    } else {
      position += 1
      addText(start, position)
    }
  }

  /// `<https://…>` or `<name@host>`.
  private func autolinkEnd(_ start: Int) -> Int? {
    var index = start + 1
    guard index < text.count else { return nil }
    if MarkdownBlocks.isLetter(text[index]) {
      while index < text.count,
        MarkdownBlocks.isLetter(text[index]) || text[index] &- 0x30 < 10
          || "+.-".utf8.contains(text[index])
      {
        index += 1
      }
      let length = index - start - 1
      if length >= 2, length <= 32, byte(index) == UInt8(ascii: ":") {
        index += 1
        while index < text.count, text[index] > 0x20, text[index] != UInt8(ascii: "<"), text[index] != UInt8(ascii: ">")
        {
          index += 1
        }
        if byte(index) == UInt8(ascii: ">") { return index + 1 }
      }
    }
    return mailEnd(start)
  }

  private func mailEnd(_ start: Int) -> Int? {
    var index = start + 1
    let local = "!#$%&'*+/=?^_`{|}~.-"
    while index < text.count,
      MarkdownBlocks.isLetter(text[index]) || text[index] &- 0x30 < 10
        || local.utf8.contains(text[index])
    {
      index += 1
    }
    guard index > start + 1, byte(index) == UInt8(ascii: "@") else { return nil }
    while true {
      index += 1
      let label = index
      while index < text.count,
        MarkdownBlocks.isLetter(text[index]) || text[index] &- 0x30 < 10
          || text[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      guard index > label, index - label <= 63, text[label] != UInt8(ascii: "-"), text[index - 1] != UInt8(ascii: "-")
      else { return nil }
      if byte(index) == UInt8(ascii: ">") { return index + 1 }
      guard byte(index) == UInt8(ascii: ".") else { return nil }
    }
  }

  /// `$…$`: no space inside the marks, no digit behind; `$$…$$` within a line.
  private mutating func dollar() {
    let start = position
    let isDouble = byte(start + 1) == UInt8(ascii: "$")
    let open = start + (isDouble ? 2 : 1)
    var index = open
    if open < text.count, isDouble || !MarkdownBlocks.isSpace(text[open]) {
      while index < text.count {
        if text[index] == UInt8(ascii: "\\") {
          index += 2
          continue
        }
        if text[index] == UInt8(ascii: "$"), index > open {
          if isDouble {
            if byte(index + 1) == UInt8(ascii: "$") { break }
          } else if !MarkdownBlocks.isSpace(text[index - 1]), byte(index + 1) &- 0x30 >= 10 {
            break
          }
        }
        index += 1
      }
    }
    if index > open, index < text.count, text[index] == UInt8(ascii: "$") {
      addString(String(decoding: text[open..<index], as: UTF8.self), .math)
      position = index + (isDouble ? 2 : 1)
    } else {
      position = open
      addText(start, position)
    }
  }

  /// `{#id .class key=value}` right behind a node.
  mutating func takeAttributes(_ node: Int32) {
    guard dialect.contains(.attributes), byte(position) == UInt8(ascii: "{"),
      let found = MarkdownAttributes.parse(text, at: position)
    else { return }
    attributes.append(found.attributes)
    nodes[Int(node)].attributes = Int32(attributes.count - 1)
    position = found.end
  }
}
