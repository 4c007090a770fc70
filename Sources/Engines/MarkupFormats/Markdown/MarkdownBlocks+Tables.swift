/// The cells of all tables of a text: ranges in `MarkdownBlocks.content`.
struct MarkdownTableCells {
  struct Cell {
    var start: Int
    var end: Int
  }

  var cells: [Cell] = []
  /// One for each column of each table; 0 none, 1 start, 2 center, 3 end.
  var alignments: [UInt8] = []
}

extension MarkdownBlocks {
  /// A delimiter row below a paragraph, or another row of a table.
  mutating func openTable(_ container: inout Int32) -> Opening {
    switch nodes[Int(container)].kind {
    case .paragraph:
      guard !nodes[Int(container)].refusesTable else { return .none }
      return openTableHeader(&container) ? .lineIsDone : .none
    case .table:
      guard !isBlank else { return .none }
      closeUnmatched()
      let row = addChild(.tableRow, to: container)
      let columns = Int(nodes[Int(container)].number)
      takeCells(of: row, from: nextNonspace..<lineEnd, columns: columns)
      finalize(row)
      return .lineIsDone
    default: return .none
    }
  }

  private mutating func openTableHeader(_ container: inout Int32) -> Bool {
    guard let alignments = delimiterRow() else { return false }
    let node = nodes[Int(container)]
    // The paragraph's last line is the header; what stands before stays a paragraph.
    var end = node.end
    if end > node.start, content[end - 1] == 0x0A { end -= 1 }
    var start = end
    while start > node.start, content[start - 1] != 0x0A { start -= 1 }
    let headers = content.withUnsafeBufferPointer {
      Self.split(UnsafeBufferPointer(rebasing: $0[start..<end])).count
    }
    guard headers == alignments.count, headers <= 1_000 else {
      nodes[Int(container)].refusesTable = true
      return false
    }
    closeUnmatched()
    let header = Array(content[start..<end])
    let table: Int32
    if start > node.start {
      nodes[Int(container)].end = start
      finalize(container)
      table = addChild(.table, to: node.parent)
      nodes[Int(table)].line = lineNumber - 1
    } else {
      nodes[Int(container)].kind = .table
      table = container
    }
    nodes[Int(table)].number = Int32(alignments.count)
    nodes[Int(table)].infoStart = self.table.alignments.count
    self.table.alignments += alignments
    let row = addChild(.tableRow, to: table)
    header.withUnsafeBufferPointer { takeCells(of: row, $0, columns: alignments.count) }
    finalize(row)
    container = table
    return true
  }

  /// The columns' alignments, where the line is a delimiter row.
  private func delimiterRow() -> [UInt8]? {
    var index = nextNonspace
    let end = lineEnd
    func space() { while index < end, source[index] == 0x20 || source[index] == 0x09 { index += 1 } }
    if byte(index) == UInt8(ascii: "|") { index += 1 }
    var alignments: [UInt8] = []
    while true {
      space()
      var alignment: UInt8 = 0
      if byte(index) == UInt8(ascii: ":") {
        alignment = 1
        index += 1
      }
      guard byte(index) == UInt8(ascii: "-") else {
        return index >= end && !alignments.isEmpty && alignment == 0 ? alignments : nil
      }
      while byte(index) == UInt8(ascii: "-") { index += 1 }
      if byte(index) == UInt8(ascii: ":") {
        alignment = alignment == 1 ? 2 : 3
        index += 1
      }
      alignments.append(alignment)
      space()
      if index >= end { return alignments }
      guard byte(index) == UInt8(ascii: "|") else { return nil }
      index += 1
    }
  }

  /// The cells of a row; pipes behind a backslash do not count.
  static func split(_ row: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var start = 0
    var end = row.count
    while start < end, isSpace(row[start]) { start += 1 }
    while end > start, isSpace(row[end - 1]) { end -= 1 }
    if start < end, row[start] == UInt8(ascii: "|") { start += 1 }
    var cells: [Range<Int>] = []
    var cellStart = start
    var index = start
    while index < end {
      if row[index] == UInt8(ascii: "\\"), index + 1 < end, row[index + 1] == UInt8(ascii: "|") {
        index += 2
        continue
      }
      if row[index] == UInt8(ascii: "|") {
        cells.append(cellStart..<index)
        cellStart = index + 1
      }
      index += 1
    }
    if cellStart < end { cells.append(cellStart..<end) }
    return cells.map { cell in
      var (start, end) = (cell.lowerBound, cell.upperBound)
      while start < end, isSpace(row[start]) { start += 1 }
      while end > start, isSpace(row[end - 1]) { end -= 1 }
      return start..<end
    }
  }

  private mutating func takeCells(of row: Int32, from range: Range<Int>, columns: Int) {
    takeCells(of: row, UnsafeBufferPointer(rebasing: source[range]), columns: columns)
  }

  private mutating func takeCells(of row: Int32, _ text: UnsafeBufferPointer<UInt8>, columns: Int) {
    nodes[Int(row)].infoStart = table.cells.count
    for cell in Self.split(text).prefix(columns) {
      let start = content.count
      var index = cell.lowerBound
      while index < cell.upperBound {
        if text[index] == UInt8(ascii: "\\"), index + 1 < cell.upperBound, text[index + 1] == UInt8(ascii: "|") {
          index += 1
        }
        content.append(text[index])
        index += 1
      }
      table.cells.append(.init(start: start, end: content.count))
    }
    nodes[Int(row)].infoEnd = table.cells.count
  }
}
