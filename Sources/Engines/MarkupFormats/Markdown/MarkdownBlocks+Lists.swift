extension MarkdownBlocks {
  /// The mark of a list item at the present place.
  private struct Marker {
    /// `-`, `+`, `*`, or `.` and `)` behind a number.
    var mark: UInt8
    var number: Int32 = 0
    var length: Int
  }

  private func marker(interruptsParagraph: Bool) -> Marker? {
    let first = byte(nextNonspace)
    var found: Marker
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      found = Marker(mark: first, length: 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var end = nextNonspace
      var number: Int32 = 0
      while byte(end) >= 0x30, byte(end) <= 0x39, end - nextNonspace < 10 {
        if end - nextNonspace < 9 { number = number * 10 + Int32(byte(end) - 0x30) }
        end += 1
      }
      let mark = byte(end)
      guard end - nextNonspace < 10, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else { return nil }
      if interruptsParagraph, number != 1 { return nil }
      found = Marker(mark: mark, number: number, length: end + 1 - nextNonspace)
    default: return nil
    }
    let next = nextNonspace + found.length
    guard next >= lineEnd || source[next] == 0x20 || source[next] == 0x09 else { return nil }
    if interruptsParagraph, restIsBlank(next) { return nil }
    return found
  }

  mutating func openItem(_ container: inout Int32) -> Bool {
    let kind = nodes[Int(container)].kind
    guard nodes[Int(container)].depth < maximumDepth, let marker = marker(interruptsParagraph: kind == .paragraph)
    else { return false }
    let markerOffset = indent
    advanceNextNonspace()
    advance(marker.length, columns: true)
    let padding = passMarkerSpace(marker.length)
    closeUnmatched()
    if kind != .list || nodes[Int(container)].mark != marker.mark {
      container = addChild(.list, to: container)
      nodes[Int(container)].mark = marker.mark
      nodes[Int(container)].number = marker.number
    }
    container = addChild(.item, to: container)
    nodes[Int(container)].mark = marker.mark
    nodes[Int(container)].padding = Int32(padding)
    nodes[Int(container)].markerOffset = Int32(markerOffset)
    if dialect.contains(.taskLists) { takeTask(container) }
    return true
  }

  /// Passes the space behind a mark; the columns from the mark to the content.
  private mutating func passMarkerSpace(_ length: Int) -> Int {
    let (startOffset, startColumn, startPart) = (offset, column, hasPartOfTab)
    repeat {
      advance(1, columns: true)
    } while column - startColumn < 5
      && (byte(offset) == 0x20 || byte(offset) == 0x09)
    let isEmpty = offset >= lineEnd || restIsBlank(offset)
    let spaces = column - startColumn
    if spaces >= 5 || spaces < 1 || isEmpty {
      (offset, column, hasPartOfTab) = (startOffset, startColumn, startPart)
      if byte(offset) == 0x20 || byte(offset) == 0x09 { advance(1, columns: true) }
      return length + 1
    }
    return length + spaces
  }

  private mutating func takeTask(_ item: Int32) {
    findNextNonspace()
    let start = nextNonspace
    guard indent < 4, byte(start) == UInt8(ascii: "["), byte(start + 2) == UInt8(ascii: "]") else { return }
    let box = byte(start + 1)
    guard box == 0x20 || box == UInt8(ascii: "x") || box == UInt8(ascii: "X") else { return }
    guard byte(start + 3) == 0x20 || byte(start + 3) == 0x09, !restIsBlank(start + 3) else { return }
    nodes[Int(item)].task = box == 0x20 ? 1 : 2
    advanceNextNonspace()
    advance(3)
  }

  /// `: text` below a paragraph, or below another definition.
  mutating func openDefinition(_ container: inout Int32) -> Bool {
    guard byte(nextNonspace + 1) == 0x20 || byte(nextNonspace + 1) == 0x09, !restIsBlank(nextNonspace + 1) else {
      return false
    }
    var list: Int32 = -1
    let parent: Int32
    if nodes[Int(container)].kind == .paragraph {
      guard allClosed else { return false }
      parent = nodes[Int(container)].parent
      guard nodes[Int(parent)].canContain(.definitions), !isOnlyReferences(container) else { return false }
      list = makeTerms(container)
    } else if nodes[Int(container)].kind == .definitions {
      list = container
    } else {
      let last = nodes[Int(container)].lastChild
      guard last >= 0 else { return false }
      if nodes[Int(last)].kind == .definitions {
        list = last
      } else if nodes[Int(last)].kind == .paragraph, nodes[Int(last)].lastLineBlank {
        list = makeTerms(last)
        nodes[Int(list)].isTight = false
      } else {
        return false
      }
    }
    let markerOffset = indent
    advanceNextNonspace()
    advance(1, columns: true)
    let padding = passMarkerSpace(1)
    closeUnmatched()
    while tip != list, tip >= 0, isInside(tip, list) { finalize(tip) }
    nodes[Int(list)].isOpen = true
    tip = list
    let definition = addChild(.definition, to: list)
    nodes[Int(definition)].padding = Int32(padding)
    nodes[Int(definition)].markerOffset = Int32(markerOffset)
    container = definition
    return true
  }

  private func isInside(_ index: Int32, _ ancestor: Int32) -> Bool {
    var index = index
    while index >= 0 {
      if index == ancestor { return true }
      index = nodes[Int(index)].parent
    }
    return false
  }

  private mutating func isOnlyReferences(_ paragraph: Int32) -> Bool {
    takeReferences(paragraph) >= nodes[Int(paragraph)].end
  }

  /// Each line of the paragraph becomes a term, of the list in front of it where there is one.
  private mutating func makeTerms(_ paragraph: Int32) -> Int32 {
    let node = nodes[Int(paragraph)]
    unlink(paragraph)
    nodes[Int(paragraph)].isOpen = false
    if tip == paragraph { tip = node.parent }
    if oldTip == paragraph { oldTip = node.parent }
    if lastMatched == paragraph { lastMatched = node.parent }
    let before = nodes[Int(node.parent)].lastChild
    let list: Int32
    if before >= 0, nodes[Int(before)].kind == .definitions {
      list = before
    } else {
      list = append(.definitions, to: node.parent)
      nodes[Int(list)].line = node.line
    }
    var start = node.start
    while start < node.end {
      var end = start
      while end < node.end, content[end] != 0x0A { end += 1 }
      let term = append(.term, to: list)
      nodes[Int(term)].start = start
      nodes[Int(term)].end = end
      nodes[Int(term)].isOpen = false
      trimLeaf(term)
      start = end + 1
    }
    return list
  }
}
