internal import Documents
internal import XML

/// Reads one table.
struct ODTTableReader {
  private let source: ODTSource
  private let isInNote: Bool
  private let depth: Int
  private var columns: [TableColumn] = []
  private var widths: [Double] = []
  private var fixed: [Bool] = []
  private var header: [TableRow] = []
  private var rows: [TableRow] = []

  /// Rows that a file repeats are written out so often at most.
  private static let mostRows = 100_000

  init(_ source: ODTSource, isInNote: Bool, depth: Int) {
    self.source = source
    self.isInNote = isInNote
    self.depth = depth
  }

  mutating func table(_ node: XMLNode) throws -> Table {
    try read(node, isHeader: false)
    let count = max(columns.count, (header + rows).map { $0.cells.reduce(0) { $0 + $1.columnSpan } }.max() ?? 1)
    while columns.count < count { columns.append(TableColumn()) }
    let total = widths.reduce(0, +)
    for index in columns.indices where index < fixed.count && fixed[index] && total > 0 {
      columns[index].width = .fraction((widths[index] / total * 1000).rounded() / 1000)
    }
    var table = Table(columns: columns, header: header, rows: rows)
    for part in (node.local("template-name") ?? "").split(separator: "-") {
      if part.hasPrefix("Footer"), let count = Int(part.dropFirst(6)), count <= table.rows.count {
        table.footer = Array(table.rows.suffix(count))
        table.rows.removeLast(count)
      }
      if part.hasPrefix("Columns") { table.headerColumns = Int(part.dropFirst(7)) ?? 0 }
    }
    share(&table)
    return table
  }

  private mutating func read(_ node: XMLNode, isHeader: Bool) throws {
    for child in node.elements {
      switch child.name.local {
      case "table-column": column(child)
      case "table-columns", "table-header-columns", "table-column-group", "table-rows", "table-row-group":
        try read(child, isHeader: isHeader)
      case "table-header-rows": try read(child, isHeader: true)
      case "table-row": try row(child, isHeader: isHeader)
      default: break
      }
    }
  }

  private mutating func column(_ node: XMLNode) {
    let limit = source.options.limits.columns
    let name = node.local("style-name")
    let width =
      source.sheet.style("table-column", name).flatMap(\.column)?.local("column-width").flatMap { Length($0) }?.points()
      ?? 0
    let count = min(max(node.local("number-columns-repeated").flatMap { Int($0) } ?? 1, 1), limit)
    for _ in 0..<count where columns.count < limit {
      columns.append(TableColumn())
      widths.append(width)
      fixed.append(name?.hasPrefix("Cf") == true)
    }
  }

  private mutating func row(_ node: XMLNode, isHeader: Bool) throws {
    let limit = source.options.limits.columns
    var cells: [TableCell] = []
    var column = 0
    for cell in node.elements where cell.name.local == "table-cell" || cell.name.local == "covered-table-cell" {
      let repeats = min(max(cell.local("number-columns-repeated").flatMap { Int($0) } ?? 1, 1), limit)
      column += repeats
      if cell.name.local == "covered-table-cell" { continue }
      guard column <= limit else {
        source.notes.warn(
          "table.columns", "a table has more than \(limit) columns; the last ones are left out", merging: true)
        break
      }
      var reader = ODTBlockReader(source, isInNote: isInNote, depth: depth)
      for child in cell.elements { try reader.add(child) }
      let made = TableCell(
        reader.finish().map(Self.plain),
        columnSpan: min(cell.local("number-columns-spanned").flatMap { Int($0) } ?? 1, limit),
        rowSpan: min(cell.local("number-rows-spanned").flatMap { Int($0) } ?? 1, Self.mostRows))
      for _ in 0..<repeats { cells.append(made) }
    }
    let repeats = min(max(node.local("number-rows-repeated").flatMap { Int($0) } ?? 1, 1), Self.mostRows)
    if cells.allSatisfy({ $0.blocks.isEmpty }) && repeats > 1 { return }
    for _ in 0..<repeats where header.count + rows.count < Self.mostRows {
      if isHeader { header.append(TableRow(cells)) } else { rows.append(TableRow(cells)) }
    }
  }

  private static func plain(_ block: Block) -> Block {
    guard case .paragraph(var paragraph) = block else { return block }
    paragraph.isPlain = true
    return .paragraph(paragraph)
  }

  /// What all cells of a column share is the column's.
  private func share(_ table: inout Table) {
    var grid = TablePlacement(table)
    var found: [Int: [TextAlignment?]] = [:]
    var places: [[Int]] = []
    let all = [table.header, table.rows, table.footer].flatMap { part in
      part.enumerated().map { (row: $1, below: part.count - $0 - 1) }
    }
    for (row, below) in all {
      let slots = grid.place(row, below: below).filter { $0.cell != nil }
      places.append(slots.map(\.column))
      for slot in slots {
        if case .paragraph(let paragraph)? = slot.cell?.blocks.first {
          found[slot.column, default: []].append(paragraph.alignment)
        }
      }
    }
    for index in table.columns.indices {
      if let own = found[index], let first = own.first, own.allSatisfy({ $0 == first }) {
        table.columns[index].alignment = first
      }
    }
    var number = 0
    func settle(_ rows: [TableRow]) -> [TableRow] {
      rows.map { row in
        defer { number += 1 }
        var row = row
        for index in row.cells.indices {
          guard case .paragraph(var paragraph)? = row.cells[index].blocks.first else { continue }
          let column = index < places[number].count ? places[number][index] : 0
          let shared = column < table.columns.count ? table.columns[column].alignment : nil
          if paragraph.alignment != shared { row.cells[index].alignment = paragraph.alignment }
          paragraph.alignment = nil
          row.cells[index].blocks[0] = .paragraph(paragraph)
        }
        return row
      }
    }
    table.header = settle(table.header)
    table.rows = settle(table.rows)
    table.footer = settle(table.footer)
  }
}
