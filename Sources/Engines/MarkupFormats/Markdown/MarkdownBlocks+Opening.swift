extension MarkdownBlocks {
  enum Opening {
    /// A block that holds others was opened; look for more in this line.
    case container
    /// A block that takes the rest of the line.
    case leaf
    case lineIsDone
    case none
  }

  /// Opens the block that begins here, if one does.
  mutating func open(_ container: inout Int32) -> Opening {
    let first = byte(nextNonspace)
    let kind = nodes[Int(container)].kind
    if !isIndented {
      switch first {
      case UInt8(ascii: ">"):
        if hasRoom(container) { return openQuote(&container) }
      case UInt8(ascii: "#"):
        if openHeading(&container) { return .leaf }
      case UInt8(ascii: "`"), UInt8(ascii: "~"):
        if openFence(&container) { return .lineIsDone }
      case UInt8(ascii: "<"):
        if openHTML(&container) { return .leaf }
      case UInt8(ascii: "$"):
        if dialect.contains(.math), openMath(&container) { return .lineIsDone }
      case UInt8(ascii: ":"):
        if dialect.contains(.containers), hasRoom(container), openDivision(&container) { return .lineIsDone }
        if dialect.contains(.definitionLists), hasRoom(container), openDefinition(&container) { return .container }
      default: break
      }
      if kind == .paragraph, first == UInt8(ascii: "=") || first == UInt8(ascii: "-"), openSetext(&container) {
        return .lineIsDone
      }
      if isRule() {
        closeUnmatched()
        container = addChild(.rule, to: container)
        offset = lineEnd
        finalize(container)
        return .lineIsDone
      }
      if first == UInt8(ascii: "["), dialect.contains(.footnotes), hasRoom(container), openFootnote(&container) {
        return .container
      }
    }
    if !isIndented || kind == .list, indent < 4, openItem(&container) { return .container }
    if isIndented {
      guard nodes[Int(tip)].kind != .paragraph, !isBlank else { return .none }
      advance(4, columns: true)
      closeUnmatched()
      container = addChild(.indentedCode, to: container)
      return .leaf
    }
    if dialect.contains(.tables) { return openTable(&container) }
    return .none
  }

  private func hasRoom(_ container: Int32) -> Bool { nodes[Int(container)].depth < maximumDepth }

  private mutating func openQuote(_ container: inout Int32) -> Opening {
    advanceNextNonspace()
    advance(1)
    if byte(offset) == 0x20 || byte(offset) == 0x09 { advance(1, columns: true) }
    closeUnmatched()
    container = addChild(.quote, to: container)
    return .container
  }

  private mutating func openHeading(_ container: inout Int32) -> Bool {
    var end = nextNonspace
    while byte(end) == UInt8(ascii: "#") { end += 1 }
    let level = end - nextNonspace
    guard level <= 6, end >= lineEnd || byte(end) == 0x20 || byte(end) == 0x09 else { return false }
    closeUnmatched()
    container = addChild(.heading, to: container)
    nodes[Int(container)].mark = UInt8(level)
    // Without spaces around and the closing marks.
    var start = end
    var stop = lineEnd
    while start < stop, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
    while stop > start, source[stop - 1] == 0x20 || source[stop - 1] == 0x09 { stop -= 1 }
    var marks = stop
    while marks > start, source[marks - 1] == UInt8(ascii: "#") { marks -= 1 }
    if marks < stop, marks == start || source[marks - 1] == 0x20 || source[marks - 1] == 0x09 {
      stop = marks
      while stop > start, source[stop - 1] == 0x20 || source[stop - 1] == 0x09 { stop -= 1 }
    }
    content.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<stop]))
    nodes[Int(container)].end = content.count
    offset = lineEnd
    finalize(container)
    container = tip
    isBlank = false
    return true
  }

  private mutating func openFence(_ container: inout Int32) -> Bool {
    let mark = byte(nextNonspace)
    var end = nextNonspace
    while byte(end) == mark { end += 1 }
    guard end - nextNonspace >= 3 else { return false }
    if mark == UInt8(ascii: "`"), source[end..<lineEnd].contains(mark) { return false }
    closeUnmatched()
    container = addChild(.fencedCode, to: container)
    let index = Int(container)
    nodes[index].mark = mark
    nodes[index].number = Int32(clamping: end - nextNonspace)
    nodes[index].padding = Int32(indent)
    nodes[index].infoStart = end
    nodes[index].infoEnd = lineEnd
    return true
  }

  private mutating func openMath(_ container: inout Int32) -> Bool {
    guard byte(nextNonspace + 1) == 0x24 else { return false }
    var start = nextNonspace + 2
    while start < lineEnd, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
    var end = lineEnd
    while end > start, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
    let closes = end - start >= 2 && source[end - 1] == 0x24 && source[end - 2] == 0x24
    if !closes {
      // Marks in the middle of a line are running text.
      var index = start
      while index + 1 < end {
        if source[index] == 0x24, source[index + 1] == 0x24 { return false }
        index += 1
      }
      guard mathCloses() else { return false }
    }
    closeUnmatched()
    container = addChild(.math, to: container)
    if closes { end -= 2 }
    if start < end {
      content.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<end]))
      content.append(0x0A)
      nodes[Int(container)].end = content.count
    }
    if closes { finalize(container) }
    return true
  }

  /// Whether a line further down ends in the mark; a thousand lines are looked at.
  private func mathCloses() -> Bool {
    var position = lineEnd + 1
    for _ in 0..<1_000 where position < source.count {
      var end = position
      while end < source.count, source[end] != 0x0A { end += 1 }
      var last = end
      while last > position, source[last - 1] == 0x20 { last -= 1 }
      if last - position >= 2, source[last - 1] == 0x24, source[last - 2] == 0x24 { return true }
      position = end + 1
    }
    return false
  }

  private mutating func openDivision(_ container: inout Int32) -> Bool {
    var end = nextNonspace
    while byte(end) == UInt8(ascii: ":") { end += 1 }
    guard end - nextNonspace >= 3, !restIsBlank(end) else { return false }
    closeUnmatched()
    container = addChild(.division, to: container)
    nodes[Int(container)].infoStart = end
    nodes[Int(container)].infoEnd = lineEnd
    return true
  }

  private mutating func openSetext(_ container: inout Int32) -> Bool {
    let mark = byte(nextNonspace)
    var end = nextNonspace
    while byte(end) == mark { end += 1 }
    guard restIsBlank(end) else { return false }
    let index = Int(container)
    nodes[index].start = takeReferences(container)
    guard nodes[index].start < nodes[index].end else { return false }
    closeUnmatched()
    nodes[index].kind = .heading
    nodes[index].mark = mark == UInt8(ascii: "=") ? 1 : 2
    trimLeaf(container)
    finalize(container)
    return true
  }

  private func isRule() -> Bool {
    let mark = byte(nextNonspace)
    guard mark == UInt8(ascii: "*") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_") else { return false }
    var count = 0
    var index = nextNonspace
    while index < lineEnd {
      let byte = source[index]
      if byte == mark { count += 1 } else if byte != 0x20 && byte != 0x09 { return false }
      index += 1
    }
    return count >= 3
  }

  private mutating func openFootnote(_ container: inout Int32) -> Bool {
    guard byte(nextNonspace + 1) == UInt8(ascii: "^") else { return false }
    var end = nextNonspace + 2
    while end < lineEnd, source[end] != UInt8(ascii: "]"), source[end] > 0x20 { end += 1 }
    guard end > nextNonspace + 2, byte(end) == UInt8(ascii: "]"), byte(end + 1) == UInt8(ascii: ":") else {
      return false
    }
    let label = nextNonspace + 2..<end
    var text = end + 2
    while text < lineEnd, source[text] == 0x20 || source[text] == 0x09 { text += 1 }
    closeUnmatched()
    advanceNextNonspace()
    advance(text - offset)
    container = addChild(.footnote, to: container)
    nodes[Int(container)].infoStart = label.lowerBound
    nodes[Int(container)].infoEnd = label.upperBound
    let key = MarkdownLabel.normalized(source[label])
    if footnotes[key] == nil { footnotes[key] = container }
    return true
  }
}
