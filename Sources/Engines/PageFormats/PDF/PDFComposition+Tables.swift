internal import Documents
internal import PDF
internal import Typesetting

extension PDFComposition {
  func set(_ table: Table) throws {
    let entry = cursor.table(table.caption)
    tableCount += 1
    let number = tableCount
    let node = child(.table)
    galley.gap(4)
    try setCaption(table.caption, wording.table, entry, in: node, above: true)
    let placed = TableGrid(table)
    let grid = placed.header + placed.rows + placed.footer
    let count = placed.columns
    guard count > 0, !grid.isEmpty else { return }
    let starts = try columnStarts(table, grid, count)
    let bodyNodes = (
      head: table.header.isEmpty ? nil : pdf.structure.add(.tableHead, to: node),
      body: table.rows.isEmpty ? nil : pdf.structure.add(.tableBody, to: node),
      foot: table.footer.isEmpty ? nil : pdf.structure.add(.tableFoot, to: node)
    )
    // Rows that a cell joins are set together, so that their heights are known.
    var first = 0
    while first < grid.count {
      var last = first
      var index = first
      while index <= last {
        for cell in grid[index] { last = max(last, index + cell.rowSpan - 1) }
        index += 1
      }
      var boxes: [RowBox] = []
      for row in first...last {
        let isHead = row < table.header.count
        let isFoot = row >= table.header.count + table.rows.count
        guard let holder = isHead ? bodyNodes.head : isFoot ? bodyNodes.foot : bodyNodes.body else { continue }
        boxes.append(
          try box(
            table, grid[row], row, number, starts, pdf.structure.add(.tableRow, to: holder), isHead: isHead,
            isFoot: isFoot, isLast: row == grid.count - 1))
      }
      stretch(&boxes)
      for (offset, box) in boxes.enumerated() {
        let keeps = offset < boxes.count - 1 || box.isHeader
        galley.add(box, keepsWithNext: keeps)
      }
      first = last + 1
      if first < grid.count { try passOnRows() }
    }
    galley.gap(10)
  }

  /// A long table flows while it is being set; inside of something drawn upon, it must wait.
  private func passOnRows() throws {
    if galley.decoration < 0, isTopLevel { try passOn() }
  }

  var isTopLevel: Bool {
    frame.left == 0 && frame.width == paginator.geometry.columnWidth && !isInCell && !isFloating
  }

  /// Where the columns begin, and behind the last where it ends.
  func columnStarts(_ table: Table, _ grid: [[TableGrid.Cell]], _ count: Int) throws -> [Double] {
    var starts: [Double] = [0]
    for width in try columnWidths(table, grid, count) { starts.append((starts.last ?? 0) + width) }
    return starts
  }

  private func columnWidths(_ table: Table, _ grid: [[TableGrid.Cell]], _ count: Int) throws -> [Double] {
    let padding = 10.0
    var least = [Double](repeating: 12, count: count)
    var most = [Double](repeating: 12, count: count)
    // The first rows speak for the others.
    for row in grid.prefix(120) {
      for cell in row where cell.columnSpan == 1 {
        let (narrow, wide) = try extent(cell.cell)
        least[cell.column] = max(least[cell.column], narrow + padding)
        most[cell.column] = max(most[cell.column], wide + padding)
      }
    }
    var widths = [Double](repeating: 0, count: count)
    var open: [Int] = []
    var room = frame.width
    for column in 0..<count {
      switch column < table.columns.count ? table.columns[column].width : .automatic {
      case .fixed(let length):
        widths[column] = min(length.points(of: frame.width, fontSize: theme.sizes.body), frame.width)
        room -= widths[column]
      case .fraction(let share):
        widths[column] = frame.width * min(max(share, 0.01), 1)
        room -= widths[column]
      case .automatic: open.append(column)
      }
    }
    room = max(room, 12 * Double(open.count))
    let wanted = open.reduce(0) { $0 + most[$1] }
    let needed = open.reduce(0) { $0 + least[$1] }
    for column in open {
      if wanted <= room {
        widths[column] = most[column] + (room - wanted) * most[column] / max(wanted, 1)
      } else if needed >= room {
        widths[column] = room * least[column] / needed
      } else {
        widths[column] = least[column] + (room - needed) * (most[column] - least[column]) / max(wanted - needed, 1)
      }
    }
    let sum = widths.reduce(0, +)
    return sum > frame.width + 0.5 ? widths.map { $0 * frame.width / sum } : widths
  }

  private func extent(_ cell: TableCell) throws -> (least: Double, most: Double) {
    var least = 0.0
    var most = 0.0
    for block in cell.blocks {
      guard case .paragraph(let paragraph) = block else {
        least = max(least, 60)
        most = max(most, 150)
        continue
      }
      var text = ParagraphText()
      var run = run(size: cellSize, color: theme.colors.text, in: nil)
      try append(paragraph.inlines, &run, to: &text)
      let widths = typesetter.widths(of: text)
      least = max(least, widths.least)
      most = max(most, widths.most)
    }
    return (least, most)
  }

  private var cellSize: Double { theme.sizes.body * 0.92 }

  func box(
    _ table: Table, _ cells: [TableGrid.Cell], _ row: Int, _ number: Int, _ starts: [Double],
    _ node: StructureTree.Node,
    isHead: Bool, isFoot: Bool, isLast: Bool
  ) throws -> RowBox {
    var boxes: [CellBox] = []
    var height = 0.0
    let isStriped = !isHead && !isFoot && (row - table.header.count) % 2 == 1
    for cell in cells {
      let isHeading = isHead || cell.column < table.headerColumns
      var details = StructureAttributes()
      details.columnSpan = cell.columnSpan
      details.rowSpan = cell.rowSpan
      if isHeading { details.scope = isHead ? .column : .row }
      let cellNode = pdf.structure.add(isHeading ? .headerCell : .dataCell, to: node, details)
      let width = starts[cell.column + cell.columnSpan] - starts[cell.column]
      // The first column stands where lines begin.
      let isTurned = direction == .rightToLeft
      let left = frame.left + (isTurned ? (starts.last ?? 0) - starts[cell.column] - width : starts[cell.column])
      let alignment =
        cell.cell.alignment ?? (cell.column < table.columns.count ? table.columns[cell.column].alignment : nil)
      let content = try setCell(
        cell.cell, cellNode, width - 10, alignment, isStrong: isHeading || isFoot, isHead: isHead)
      var box = CellBox(content, x: left, width: width, rowSpan: cell.rowSpan, padding: 3.5)
      if isHead, theme.colors.tableHeader != theme.colors.background, features.stylesTables {
        box.fill = TypeColor(theme.colors.tableHeader)
      } else if isStriped, let stripe = theme.colors.tableStripe, features.stylesTables {
        box.fill = TypeColor(stripe)
      }
      if isHead { box.anchor = .bottom }
      if cell.rowSpan == 1 { height = max(height, content.height + 7) }
      boxes.append(box)
    }
    var result = RowBox(
      boxes, height: max(height, cellSize * 1.3 + 7), isHeader: isHead, table: number, left: frame.left,
      right: frame.left + (starts.last ?? 0))
    let color = TypeColor(theme.colors.line)
    let isEdge = isHead && row == table.header.count - 1
    switch features.stylesTables ? theme.tableRules : .grid {
    case .none: break
    case .horizontal:
      result.lineBelow = color
      if row == 0 { result.lineAbove = color }
    case .grid:
      result.lineBelow = color
      result.lineAbove = row == 0 ? color : nil
      result.verticals = boxes.map(\.x) + [result.left, result.right]
    case .booktabs:
      if row == 0 { result.lineAbove = TypeColor(theme.colors.text) }
      if isEdge || isLast { result.lineBelow = TypeColor(theme.colors.text) }
    }
    return result
  }

  private func setCell(
    _ cell: TableCell, _ node: StructureTree.Node, _ width: Double, _ alignment: TextAlignment?, isStrong: Bool,
    isHead: Bool
  ) throws -> Galley {
    let outer = (galley, frame, element, isInCell)
    galley = Galley()
    frame = Frame(left: 5, width: max(width, 8))
    element = node
    isInCell = true
    defer { (galley, frame, element, isInCell) = outer }
    for block in cell.blocks {
      guard case .paragraph(let paragraph) = block else {
        try set(block)
        continue
      }
      let holder = cell.blocks.count == 1 ? node : child(.paragraph)
      var run = run(size: cellSize, color: isHead ? theme.colors.tableHeaderText : theme.colors.text, in: holder)
      if !features.stylesTables { run.color = TypeColor(theme.colors.text) }
      run.look.isBold = isStrong
      run.hyphenates = features.hyphenates
      var line = ParagraphShape(leading: cellSize * 1.3)
      line.direction = paragraphDirection
      line.orphans = 1
      line.widows = 1
      switch paragraph.alignment ?? alignment {
      case .center: line.alignment = .center
      case .end: line.alignment = .end
      default: line.alignment = .start
      }
      if cell.blocks.count > 1 { line.spaceAfter = 3 }
      try set(paragraph.inlines, run, line)
    }
    return galley
  }

  /// Gives rows the height that cells over several of them need.
  private func stretch(_ rows: inout [RowBox]) {
    guard rows.count > 1 else { return }
    for row in rows.indices {
      for cell in rows[row].cells where cell.rowSpan > 1 {
        let last = min(row + cell.rowSpan, rows.count) - 1
        let height = rows[row...last].reduce(0) { $0 + $1.height }
        let needed = cell.content.height + 2 * cell.padding
        if needed > height { rows[last].height += needed - height }
      }
    }
    for row in rows.indices {
      for index in rows[row].cells.indices where rows[row].cells[index].rowSpan > 1 {
        let last = min(row + rows[row].cells[index].rowSpan, rows.count) - 1
        rows[row].cells[index].spanHeight = rows[row...last].reduce(0) { $0 + $1.height }
      }
    }
  }
}
