internal import Documents

extension RTFText {
  mutating func table(_ table: Table, _ place: RTFPlace) throws {
    let entry = cursor.table(table.caption)
    caption(table.caption, entry, wording.table, place)
    if let id = table.attributes.id, table.caption.isEmpty { pendingAnchors.append(id) }
    guard !place.isInTable else { return try loose(table, place) }
    grid(table, place)
    try relieve()
  }

  /// A table within a cell: its cells one below the other.
  private mutating func loose(_ table: Table, _ place: RTFPlace) throws {
    lose("table in a table", "its cells stand one below the other")
    for row in table.header + table.rows + table.footer {
      for cell in row.cells { try blocks(cell.blocks, place) }
    }
  }

  mutating func grid(_ table: Table, _ place: RTFPlace) {
    let parts = [table.header, table.rows, table.footer]
    guard parts.contains(where: { !$0.isEmpty }) else { return }
    // A row cannot carry a break or a bookmark: a paragraph before it does.
    if pendingBreak != nil || !pendingAnchors.isEmpty || place.mark != nil { paragraph(place, []) }
    if isOpen { put("\\par\\pard\n") }
    isOpen = false
    var placement = TablePlacement(table)
    let indent = place.indent + place.listDepth * RTFPlace.step
    let total = max(place.width - Double(place.indent) / 20, 36)
    let widths = table.widths(columns: placement.columns, total: total)
    var edges = [0]
    var sum = 0.0
    for width in widths {
      sum += width
      edges.append(OfficeMeasures.twips(sum))
    }
    for (kind, part) in parts.enumerated() {
      for (index, row) in part.enumerated() {
        let slots = placement.place(row, below: part.count - index - 1)
        self.row(slots, table, edges.map { $0 + indent }, place, isHeader: kind == 0)
      }
    }
    // Tables that follow one another would grow together.
    open(RTFPlace(width: place.width), [], words: "\\sa0\\sl60\\slmult0")
  }

  private mutating func row(
    _ slots: [TablePlacement.Slot], _ table: Table, _ edges: [Int], _ place: RTFPlace, isHeader: Bool
  ) {
    put("\\trowd\\trgaph80\\trkeep\\trleft\(edges.first ?? 0)")
    if (place.run.direction ?? direction) == .rightToLeft { put("\\rtlrow") }
    if isHeader { put("\\trhdr") }
    for slot in slots {
      if slot.isContinued { put("\\clvmrg") } else if slot.rowSpan > 1 { put("\\clvmgf") }
      if isHeader, theme.colors.tableHeader != theme.colors.background {
        put("\\clcbpat\(RTFStyle.Color.headerFill.rawValue)")
      }
      let line = "\\brdrs\\brdrw5\\brdrcf\(RTFStyle.Color.line.rawValue)"
      switch theme.tableRules {
      case .none: break
      case .grid: for side in ["t", "l", "b", "r"] { put("\\clbrdr\(side)\(line)") }
      case .horizontal, .booktabs: put("\\clbrdrb\(line)")
      }
      put("\\cellx\(edges[min(slot.column + slot.columnSpan, edges.count - 1)])")
    }
    put("\n")
    for slot in slots {
      var inner = RTFPlace(width: place.width / Double(max(slots.count, 1)))
      inner.isInTable = true
      inner.run = place.run
      let column = slot.column < table.columns.count ? table.columns[slot.column].alignment : nil
      inner.alignment = slot.cell?.alignment ?? column
      if isHeader || slot.column < table.headerColumns { inner.run.marks.insert(.strong) }
      if isHeader, theme.colors.tableHeaderText != theme.colors.text { inner.isOnFill = true }
      for block in slot.cell?.blocks ?? [] {
        do { try self.block(block, inner) } catch {
          // Only passing bytes on can fail, and then the next piece fails as well.
        }
      }
      if !isOpen { open(inner, []) }
      put("\\cell\n")
      isOpen = false
    }
    put("\\row\n")
  }
}
