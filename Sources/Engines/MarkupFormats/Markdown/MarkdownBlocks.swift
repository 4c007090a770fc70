/// The block structure of a Markdown text, built line by line as CommonMark's appendix describes.
struct MarkdownBlocks {
  let source: UnsafeBufferPointer<UInt8>
  let dialect: MarkdownDialect
  let maximumDepth: Int32

  var nodes: [MarkdownNode] = []
  /// The text of all leaves, one after the other: only one leaf is open at a time.
  var content: [UInt8] = []
  var references: [[UInt8]: MarkdownReference] = [:]
  var footnotes: [[UInt8]: Int32] = [:]
  var table = MarkdownTableCells()

  // The present line and where in it we are.
  var lineNumber: Int32 = 0
  var lineEnd = 0
  var offset = 0
  var column = 0
  var nextNonspace = 0
  var nextNonspaceColumn = 0
  var indent = 0
  var isBlank = false
  var hasPartOfTab = false

  var tip: Int32 = 0
  var oldTip: Int32 = 0
  var lastMatched: Int32 = 0
  var allClosed = true

  init(_ source: UnsafeBufferPointer<UInt8>, dialect: MarkdownDialect, maximumDepth: Int) {
    self.source = source
    self.dialect = dialect
    self.maximumDepth = Int32(clamping: maximumDepth)
    content.reserveCapacity(source.count + 64)
    nodes.append(MarkdownNode(kind: .document, line: 1, parent: -1))
  }

  /// Reads everything from `start`; `tick` is called with every line.
  mutating func parse(from start: Int = 0, line: Int = 0, tick: (Int) throws -> Void) rethrows {
    var position = start
    lineNumber = Int32(clamping: line)
    while position < source.count {
      var end = position
      while end < source.count, source[end] != 0x0A { end += 1 }
      lineEnd = end
      offset = position
      readLine()
      try tick(end)
      position = end + 1
    }
    while tip >= 0 { finalize(tip) }
  }

  // MARK: The line

  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < lineEnd ? source[index] : 0x0A }

  mutating func findNextNonspace() {
    var index = offset
    var columns = column
    scan: while index < lineEnd {
      switch source[index] {
      case 0x20:
        index += 1
        columns += 1
      case 0x09:
        index += 1
        columns += 4 - columns % 4
      default: break scan
      }
    }
    isBlank = index >= lineEnd
    nextNonspace = index
    nextNonspaceColumn = columns
    indent = columns - column
  }

  var isIndented: Bool { indent >= 4 }

  mutating func advanceNextNonspace() {
    offset = nextNonspace
    column = nextNonspaceColumn
    hasPartOfTab = false
  }

  /// Goes on by characters, or by columns where a tab may count in part.
  mutating func advance(_ count: Int, columns: Bool = false) {
    var count = count
    while count > 0, offset < lineEnd {
      if source[offset] == 0x09 {
        let toTabStop = 4 - column % 4
        if columns {
          hasPartOfTab = toTabStop > count
          let step = min(count, toTabStop)
          column += step
          if !hasPartOfTab { offset += 1 }
          count -= step
        } else {
          hasPartOfTab = false
          column += toTabStop
          offset += 1
          count -= 1
        }
      } else {
        hasPartOfTab = false
        offset += 1
        column += 1
        count -= 1
      }
    }
  }

  mutating func readLine() {
    column = 0
    hasPartOfTab = false
    lineNumber += 1
    oldTip = tip
    var container: Int32 = 0
    // Which open blocks go on?
    while true {
      let child = nodes[Int(container)].lastChild
      guard child >= 0, nodes[Int(child)].isOpen else { break }
      findNextNonspace()
      switch continues(child) {
      case .yes: container = child
      case .no:
        openNew(from: container)
        return
      case .lineIsDone: return
      }
    }
    openNew(from: container)
  }

  /// Looks for blocks that begin in this line, then gives its text to the innermost one.
  private mutating func openNew(from matched: Int32) {
    var container = matched
    allClosed = container == oldTip
    lastMatched = container
    var isLeaf = nodes[Int(container)].kind != .paragraph && nodes[Int(container)].acceptsLines
    while !isLeaf {
      findNextNonspace()
      switch open(&container) {
      case .container: continue
      case .leaf: isLeaf = true
      case .none:
        advanceNextNonspace()
        isLeaf = true
      case .lineIsDone: return
      }
    }
    addText(container)
  }

  private mutating func addText(_ container: Int32) {
    if !allClosed, !isBlank, nodes[Int(tip)].kind == .paragraph {
      // A lazy continuation: the paragraph goes on though its container's mark is missing.
      return addLine()
    }
    closeUnmatched()
    let last = nodes[Int(container)].lastChild
    if isBlank, last >= 0 { nodes[Int(last)].lastLineBlank = true }
    let node = nodes[Int(container)]
    let isFirstLineOfItem =
      (node.kind == .item || node.kind == .definition) && node.firstChild < 0 && node.line == lineNumber
    let excluded = node.kind == .quote || node.kind == .heading || node.kind == .rule || node.kind == .fencedCode
    let blank = isBlank && !excluded && !isFirstLineOfItem
    nodes[Int(container)].lastLineBlank = blank
    var parent = node.parent
    while parent >= 0 {
      nodes[Int(parent)].lastLineBlank = false
      parent = nodes[Int(parent)].parent
    }
    if node.acceptsLines {
      addLine()
      if node.kind == .html, node.mark >= 1, node.mark <= 5, htmlEnds(node.mark, from: offset) { finalize(container) }
    } else if offset < lineEnd, !isBlank, node.kind != .tableRow {
      _ = addChild(.paragraph, to: container)
      advanceNextNonspace()
      addLine()
    }
  }

  /// Gives the rest of the line to the tip.
  mutating func addLine() {
    if hasPartOfTab {
      offset += 1
      for _ in 0..<(4 - column % 4) { content.append(0x20) }
      hasPartOfTab = false
    }
    if offset < lineEnd { content.append(contentsOf: UnsafeBufferPointer(rebasing: source[offset..<lineEnd])) }
    content.append(0x0A)
    nodes[Int(tip)].end = content.count
  }

  mutating func closeUnmatched() {
    guard !allClosed else { return }
    while oldTip != lastMatched {
      let parent = nodes[Int(oldTip)].parent
      finalize(oldTip)
      oldTip = parent
    }
    allClosed = true
  }

  @discardableResult
  mutating func addChild(_ kind: MarkdownNode.Kind, to parent: Int32) -> Int32 {
    var parent = parent
    while !nodes[Int(parent)].canContain(kind) {
      let above = nodes[Int(parent)].parent
      finalize(parent)
      parent = above
    }
    let index = append(kind, to: parent)
    tip = index
    return index
  }

  /// Adds a node behind the present children without touching what is open.
  mutating func append(_ kind: MarkdownNode.Kind, to parent: Int32) -> Int32 {
    let index = Int32(nodes.count)
    var node = MarkdownNode(kind: kind, line: lineNumber, parent: parent)
    node.depth = nodes[Int(parent)].depth + 1
    node.start = content.count
    node.end = content.count
    node.previous = nodes[Int(parent)].lastChild
    nodes.append(node)
    if node.previous >= 0 { nodes[Int(node.previous)].next = index } else { nodes[Int(parent)].firstChild = index }
    nodes[Int(parent)].lastChild = index
    return index
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
}
