extension MarkdownInlines {
  mutating func delimiterRun(_ character: UInt8) {
    let start = position
    while byte(position) == character, position < text.count { position += 1 }
    let length = position - start
    let before = Self.classify(scalarBefore(start))
    let after = Self.classify(scalarAt(position))
    let isLeft = !after.isSpace && (!after.isPunctuation || before.isSpace || before.isPunctuation)
    let isRight = !before.isSpace && (!before.isPunctuation || after.isSpace || after.isPunctuation)
    let node = addText(start, position, merging: false)
    nodes[Int(node)].payload = 0
    var canOpen = isLeft
    var canClose = isRight
    if character == UInt8(ascii: "_") {
      canOpen = isLeft && (!isRight || before.isPunctuation)
      canClose = isRight && (!isLeft || after.isPunctuation)
    } else if character == UInt8(ascii: "~"), length > 2 {
      return
    }
    guard canOpen || canClose else { return }
    push(
      Delimiter(
        node: node, character: character, length: length, canOpen: canOpen, canClose: canClose,
        previous: lastDelimiter))
  }

  private mutating func push(_ delimiter: Delimiter) {
    let index = Int32(delimiters.count)
    delimiters.append(delimiter)
    if lastDelimiter >= 0 { delimiters[Int(lastDelimiter)].next = index }
    lastDelimiter = index
  }

  private mutating func remove(_ index: Int32) {
    let delimiter = delimiters[Int(index)]
    if delimiter.previous >= 0 { delimiters[Int(delimiter.previous)].next = delimiter.next }
    if delimiter.next >= 0 {
      delimiters[Int(delimiter.next)].previous = delimiter.previous
    } else {
      lastDelimiter = delimiter.previous
    }
  }

  /// Pairs openers and closers above `bottom` and forgets the rest.
  mutating func processDelimiters(above bottom: Int32) {
    // Per character, whether the closer can open, and its length modulo 3: below here there is no opener for it.
    var bottoms = [Int32](repeating: bottom, count: 18)
    var closer = lastDelimiter
    while closer >= 0, delimiters[Int(closer)].previous != bottom { closer = delimiters[Int(closer)].previous }
    while closer >= 0 {
      let closing = delimiters[Int(closer)]
      guard closing.canClose else {
        closer = closing.next
        continue
      }
      let row = closing.character == UInt8(ascii: "*") ? 0 : closing.character == UInt8(ascii: "_") ? 1 : 2
      let slot = row * 6 + (closing.canOpen ? 3 : 0) + closing.length % 3
      var opener = closing.previous
      var isFound = false
      while opener >= 0, opener != bottom, opener != bottoms[slot] {
        let opening = delimiters[Int(opener)]
        if opening.canOpen, opening.character == closing.character {
          let isOdd =
            (closing.canOpen || opening.canClose) && closing.length % 3 != 0
            && (opening.length + closing.length) % 3 == 0
          if !isOdd {
            isFound = true
            break
          }
        }
        opener = opening.previous
      }
      let old = closer
      if isFound {
        closer =
          closing.character == UInt8(ascii: "~")
          ? strike(from: opener, to: closer) : emphasize(from: opener, to: closer)
      } else {
        closer = closing.next
        bottoms[slot] = closing.previous
        if !closing.canOpen { remove(old) }
      }
    }
    while lastDelimiter >= 0, lastDelimiter != bottom { remove(lastDelimiter) }
  }

  /// Returns the closer to look at next.
  private mutating func emphasize(from opener: Int32, to closer: Int32) -> Int32 {
    let openNode = delimiters[Int(opener)].node
    let closeNode = delimiters[Int(closer)].node
    let openCount = nodes[Int(openNode)].end - nodes[Int(openNode)].start
    let closeCount = nodes[Int(closeNode)].end - nodes[Int(closeNode)].start
    let used = openCount >= 2 && closeCount >= 2 ? 2 : 1
    var between = delimiters[Int(closer)].previous
    while between != opener, between >= 0 {
      let previous = delimiters[Int(between)].previous
      remove(between)
      between = previous
    }
    nodes[Int(openNode)].end -= used
    nodes[Int(closeNode)].start += used
    _ = wrap(Node(kind: used == 2 ? .strong : .emphasis), after: openNode, before: closeNode)
    if nodes[Int(openNode)].end == nodes[Int(openNode)].start {
      unlink(openNode)
      remove(opener)
    }
    guard nodes[Int(closeNode)].end == nodes[Int(closeNode)].start else { return closer }
    unlink(closeNode)
    let next = delimiters[Int(closer)].next
    remove(closer)
    return next
  }

  private mutating func strike(from opener: Int32, to closer: Int32) -> Int32 {
    let openNode = delimiters[Int(opener)].node
    let closeNode = delimiters[Int(closer)].node
    let next = delimiters[Int(closer)].next
    if delimiters[Int(opener)].length == delimiters[Int(closer)].length {
      _ = wrap(Node(kind: .strike), after: openNode, before: closeNode)
      unlink(openNode)
      unlink(closeNode)
    }
    var delimiter = closer
    while delimiter >= 0, delimiter != opener {
      let previous = delimiters[Int(delimiter)].previous
      remove(delimiter)
      delimiter = previous
    }
    remove(opener)
    return next
  }

  // MARK: Neighbours

  private static func classify(_ scalar: Unicode.Scalar?) -> (isSpace: Bool, isPunctuation: Bool) {
    guard let scalar else { return (true, false) }
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      return (MarkdownBlocks.isSpace(byte), MarkdownScan.isPunctuation(byte))
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return (true, false)
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return (false, true)
    default: return (false, false)
    }
  }

  func scalarBefore(_ index: Int) -> Unicode.Scalar? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0, index - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    return scalarAt(start)
  }

  func scalarAt(_ index: Int) -> Unicode.Scalar? {
    guard index < text.count else { return nil }
    let first = text[index]
    if first < 0x80 { return Unicode.Scalar(first) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard index + length <= text.count else { return "\u{FFFD}" }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for place in 1..<length { value = value << 6 | UInt32(text[index + place] & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// What a host's name may not hold, as GitHub sees it.
  static func endsHost(_ scalar: Unicode.Scalar) -> Bool {
    let kind = classify(scalar)
    return kind.isSpace || kind.isPunctuation
  }
}
