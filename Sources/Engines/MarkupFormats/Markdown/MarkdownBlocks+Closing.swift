extension MarkdownBlocks {
  /// Ends a block: what its text means is decided now.
  mutating func finalize(_ index: Int32) {
    let node = nodes[Int(index)]
    nodes[Int(index)].isOpen = false
    tip = node.parent
    switch node.kind {
    case .paragraph:
      nodes[Int(index)].start = takeReferences(index)
      if nodes[Int(index)].start >= nodes[Int(index)].end { unlink(index) } else { trimLeaf(index) }
    case .indentedCode: dropBlankLines(index)
    case .html: dropBlankLines(index)
    case .list: decideTightness(index)
    default: break
    }
  }

  /// Spaces at both ends of running text say nothing.
  mutating func trimLeaf(_ index: Int32) {
    var (start, end) = (nodes[Int(index)].start, nodes[Int(index)].end)
    while start < end, Self.isSpace(content[start]) { start += 1 }
    while end > start, Self.isSpace(content[end - 1]) { end -= 1 }
    nodes[Int(index)].start = start
    nodes[Int(index)].end = end
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private mutating func dropBlankLines(_ index: Int32) {
    let node = nodes[Int(index)]
    var end = node.end
    var lineStart = end
    while lineStart > node.start {
      var start = lineStart - 1
      while start > node.start, content[start - 1] != 0x0A { start -= 1 }
      guard content[start..<lineStart].allSatisfy({ Self.isSpace($0) }) else { break }
      end = start
      lineStart = start
    }
    nodes[Int(index)].end = end
  }

  private mutating func decideTightness(_ list: Int32) {
    var item = nodes[Int(list)].firstChild
    while item >= 0 {
      let next = nodes[Int(item)].next
      if next >= 0, endsWithBlankLine(item) { return nodes[Int(list)].isTight = false }
      var inner = nodes[Int(item)].firstChild
      while inner >= 0 {
        let hasMore = next >= 0 || nodes[Int(inner)].next >= 0
        if hasMore, endsWithBlankLine(inner) { return nodes[Int(list)].isTight = false }
        inner = nodes[Int(inner)].next
      }
      item = next
    }
  }

  private mutating func endsWithBlankLine(_ index: Int32) -> Bool {
    var index = index
    while index >= 0 {
      let node = nodes[Int(index)]
      if node.lastLineBlank { return true }
      guard !node.lastLineChecked, node.kind == .list || node.kind == .item else {
        nodes[Int(index)].lastLineChecked = true
        return false
      }
      nodes[Int(index)].lastLineChecked = true
      index = node.lastChild
    }
    return false
  }

  /// Takes link reference definitions from a paragraph's beginning; where its text starts then.
  mutating func takeReferences(_ index: Int32) -> Int {
    let node = nodes[Int(index)]
    var start = node.start
    while start < node.end, content[start] == UInt8(ascii: "[") {
      let found = content.withUnsafeBufferPointer { content in
        MarkdownReference.parse(UnsafeBufferPointer(rebasing: content[start..<node.end]))
      }
      guard let found else { break }
      if references[found.label] == nil { references[found.label] = found.reference }
      start += found.length
    }
    return start
  }
}
