extension MarkdownBlocks {
  enum Continuation {
    case yes, no
    /// The line closed the block and has nothing more to say.
    case lineIsDone
  }

  /// Whether an open block goes on in this line; what belongs to its mark is passed.
  mutating func continues(_ index: Int32) -> Continuation {
    let node = nodes[Int(index)]
    switch node.kind {
    case .document, .list, .definitions: return .yes
    case .quote:
      guard !isIndented, byte(nextNonspace) == UInt8(ascii: ">") else { return .no }
      advanceNextNonspace()
      advance(1)
      if byte(offset) == 0x20 || byte(offset) == 0x09 { advance(1, columns: true) }
      return .yes
    case .item, .definition: return continuesItem(node)
    case .footnote:
      if isBlank { return .yes }
      guard indent >= 4 else { return .no }
      advance(4, columns: true)
      return .yes
    case .paragraph: return isBlank ? .no : .yes
    case .fencedCode: return continuesFence(index, node)
    case .math: return continuesMath(index)
    case .indentedCode:
      if isIndented {
        advance(4, columns: true)
      } else if isBlank {
        advanceNextNonspace()
      } else {
        return .no
      }
      return .yes
    case .html: return isBlank && (node.mark == 6 || node.mark == 7) ? .no : .yes
    case .table:
      guard !isBlank else { return .no }
      return .yes
    case .division: return continuesDivision(index, node)
    case .heading, .rule, .tableRow, .term: return .no
    }
  }

  private mutating func continuesItem(_ node: MarkdownNode) -> Continuation {
    if isBlank {
      guard node.firstChild >= 0 else { return .no }
      advanceNextNonspace()
    } else if indent >= Int(node.markerOffset + node.padding) {
      advance(Int(node.markerOffset + node.padding), columns: true)
    } else {
      return .no
    }
    return .yes
  }

  private mutating func continuesFence(_ index: Int32, _ node: MarkdownNode) -> Continuation {
    if !isIndented, byte(nextNonspace) == node.mark {
      var end = nextNonspace
      while byte(end) == node.mark { end += 1 }
      if end - nextNonspace >= Int(node.number), restIsBlank(end) {
        closeUnmatchedBelow(index)
        finalize(index)
        return .lineIsDone
      }
    }
    var spaces = node.padding
    while spaces > 0, byte(offset) == 0x20 || byte(offset) == 0x09 {
      advance(1, columns: true)
      spaces -= 1
    }
    return .yes
  }

  private mutating func continuesMath(_ index: Int32) -> Continuation {
    // The line that ends in the mark is the last.
    var end = lineEnd
    while end > offset, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
    guard end - offset >= 2, source[end - 1] == 0x24, source[end - 2] == 0x24 else { return .yes }
    let whole = lineEnd
    lineEnd = end - 2
    if offset < lineEnd { addLine() }
    lineEnd = whole
    finalize(index)
    return .lineIsDone
  }

  private mutating func continuesDivision(_ index: Int32, _ node: MarkdownNode) -> Continuation {
    guard !isIndented, byte(nextNonspace) == UInt8(ascii: ":") else { return .yes }
    var end = nextNonspace
    while byte(end) == UInt8(ascii: ":") { end += 1 }
    guard end - nextNonspace >= 3, restIsBlank(end), !holdsOpenVerbatim(index), !holdsOpenDivision(index) else {
      return .yes
    }
    closeUnmatchedBelow(index)
    finalize(index)
    return .lineIsDone
  }

  /// Closes what is open inside, from the tip up to the block itself.
  private mutating func closeUnmatchedBelow(_ index: Int32) {
    while tip != index, tip >= 0 { finalize(tip) }
  }

  private func holdsOpenVerbatim(_ index: Int32) -> Bool {
    let kind = nodes[Int(tip)].kind
    return tip != index && (kind == .fencedCode || kind == .math)
  }

  private func holdsOpenDivision(_ index: Int32) -> Bool {
    var inner = tip
    while inner > index {
      if nodes[Int(inner)].kind == .division, nodes[Int(inner)].isOpen { return true }
      inner = nodes[Int(inner)].parent
    }
    return false
  }

  func restIsBlank(_ index: Int) -> Bool {
    var index = index
    while index < lineEnd {
      guard source[index] == 0x20 || source[index] == 0x09 else { return false }
      index += 1
    }
    return true
  }
}
