internal import Documents
internal import XML

/// Reads one table.
struct DOCXTableReader {
  private struct Place {
    var cell: TableCell
    let column: Int
    var rowSpan = 1
  }

  private let source: DOCXSource
  private let links: DOCXRelationships
  private let isInNote: Bool
  private let depth: Int

  init(_ source: DOCXSource, _ links: DOCXRelationships, isInNote: Bool, depth: Int) {
    self.source = source
    self.links = links
    self.isInNote = isInNote
    self.depth = depth
  }

  mutating func table(_ node: XMLNode) throws -> Table {
    let limit = source.options.limits.columns
    let grid = (node.first("tblGrid")?.all("gridCol") ?? []).map { $0.local("w").flatMap { Double($0) } ?? 0 }
    let look = node.first("tblPr/tblLook")
    let bits = look?.local("val").flatMap { Int($0, radix: 16) } ?? 0
    func isSet(_ name: String, _ bit: Int) -> Bool {
      look?.local(name).map { $0 == "1" || $0 == "true" } ?? (bits & bit != 0)
    }
    let isOurs = node.first("tblPr/tblStyle")?.local("val") == "ThemeTable"
    var rows: [[Place]] = []
    var headerCount = 0
    var fixed = [Bool](repeating: false, count: min(grid.count, limit))
    /// Where a merged cell of each column began: its row and its place in it.
    var open: [Int: (row: Int, index: Int)] = [:]
    for row in node.elements.flatMap({ $0.name.local == "sdt" ? $0.first("sdtContent")?.elements ?? [] : [$0] })
    where row.name.local == "tr" {
      if row.first("trPr/del") != nil { continue }
      var places: [Place] = []
      var column = max(row.first("trPr/gridBefore")?.local("val").flatMap { Int($0) } ?? 0, 0)
      for cell in row.elements.flatMap({ $0.name.local == "sdt" ? $0.first("sdtContent")?.elements ?? [] : [$0] })
      where cell.name.local == "tc" {
        guard column < limit else {
          source.notes.warn(
            "table.columns", "a table has more than \(limit) columns; the last ones are left out", merging: true)
          break
        }
        let properties = cell.first("tcPr")
        let span = min(max(properties?.first("gridSpan")?.local("val").flatMap { Int($0) } ?? 1, 1), limit - column)
        if span == 1, properties?.first("tcW")?.local("type") != "auto", column < fixed.count { fixed[column] = true }
        if let merge = properties?.first("vMerge"), merge.local("val") != "restart", let start = open[column] {
          rows[start.row][start.index].rowSpan += 1
        } else {
          if properties?.first("vMerge") != nil {
            open[column] = (rows.count, places.count)
          } else {
            open[column] = nil
          }
          var reader = DOCXBodyReader(source, links: links, isInNote: isInNote, isCell: true, depth: depth)
          for child in cell.elements { try reader.add(child) }
          places.append(Place(cell: TableCell(reader.noteBlocks(), columnSpan: span), column: column))
        }
        column += span
      }
      if row.first("trPr/tblHeader").map({ $0.local("val") != "0" && $0.local("val") != "false" }) == true,
        headerCount == rows.count
      {
        headerCount += 1
      }
      rows.append(places)
    }
    if headerCount == 0, isSet("firstRow", 0x20), rows.count > 1, look != nil, !isOurs { headerCount = 1 }
    return finish(
      rows, headerCount, grid, fixed, hasFooter: isSet("lastRow", 0x40) && isOurs && rows.count > headerCount,
      hasFirst: isSet("firstColumn", 0x80) && isOurs, limit)
  }

  private func finish(
    _ rows: [[Place]], _ headerCount: Int, _ grid: [Double], _ fixed: [Bool], hasFooter: Bool, hasFirst: Bool,
    _ limit: Int
  ) -> Table {
    let count = max(
      rows.map { $0.reduce(0) { max($0, $1.column + $1.cell.columnSpan) } }.max() ?? 0, min(grid.count, limit), 1)
    let total = grid.reduce(0, +)
    var columns = (0..<count).map { index -> TableColumn in
      guard index < fixed.count, fixed[index], total > 0, grid[index] > 0 else { return TableColumn() }
      return TableColumn(width: .fraction((grid[index] / total * 1000).rounded() / 1000))
    }
    // What all cells of a column share is the column's.
    for index in columns.indices {
      let own = rows.flatMap { $0.filter { $0.column == index } }.compactMap { Self.alignment($0.cell) }
      if let first = own.first ?? nil, own.allSatisfy({ $0 == first }) { columns[index].alignment = first }
    }
    let made = rows.map { places in
      TableRow(
        places.map { place in
          var cell = place.cell
          cell.rowSpan = place.rowSpan
          let shared = place.column < columns.count ? columns[place.column].alignment : nil
          let own = Self.alignment(cell) ?? nil
          if own != nil, own != shared { cell.alignment = own }
          cell.blocks = cell.blocks.map { Self.withoutAlignment($0) }
          return cell
        })
    }
    let body = hasFooter ? Array(made[headerCount...].dropLast()) : Array(made[headerCount...])
    return Table(
      columns: columns, header: Array(made[..<headerCount]), rows: body,
      footer: hasFooter ? [made[made.count - 1]] : [],
      headerColumns: hasFirst ? 1 : 0)
  }

  /// How the text of a cell stands; nil where it has none.
  private static func alignment(_ cell: TableCell) -> TextAlignment?? {
    guard case .paragraph(let paragraph)? = cell.blocks.first else { return .none }
    return .some(paragraph.alignment)
  }

  private static func withoutAlignment(_ block: Block) -> Block {
    guard case .paragraph(var paragraph) = block else { return block }
    paragraph.alignment = nil
    return .paragraph(paragraph)
  }
}
