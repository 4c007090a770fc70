internal import ByteIO
internal import Documents
internal import Tables

/// The texts of a document's table, one in each place.
struct DocumentCells {
  /// Of the columns; nil where the table has no head.
  let names: [String]?
  let rows: [[String]]
  /// Cells whose text stands in several places.
  private(set) var repeated = 0

  /// More places than this are no table for people, but one cell that says it reaches over a thousand rows and columns.
  private static let mostCells = 20_000_000

  init(_ table: Table) throws(TableError) {
    let grid = TableGrid(table)
    guard grid.columns * (grid.rows.count + grid.header.count) <= Self.mostCells else {
      throw TableError(.limit, "a table of the document has more than \(Self.mostCells) cells")
    }
    var repeated = 0
    rows = Self.spread(grid.rows, grid.columns, &repeated)
    if grid.header.isEmpty {
      names = nil
    } else {
      let head = Self.spread(grid.header, grid.columns, &repeated)
      names = UniqueNames.of(
        (0..<grid.columns).map { column in
          // Heads over several columns stand before those below them.
          var parts: [String] = []
          for row in head where !row[column].isEmpty && parts.last != row[column] { parts.append(row[column]) }
          return parts.joined(separator: " ").replacing("\n", with: " ")
        })
    }
    self.repeated = repeated
  }

  private static func spread(_ rows: [[TableGrid.Cell]], _ columns: Int, _ repeated: inout Int) -> [[String]] {
    var texts = [[String]](repeating: [String](repeating: "", count: columns), count: rows.count)
    for (row, cells) in rows.enumerated() {
      for cell in cells {
        let text = text(of: cell.cell.blocks)
        if cell.columnSpan > 1 || cell.rowSpan > 1, !text.isEmpty { repeated += 1 }
        for down in row..<min(row + cell.rowSpan, rows.count) {
          for right in cell.column..<min(cell.column + cell.columnSpan, columns) { texts[down][right] = text }
        }
      }
    }
    return texts
  }

  /// A form that the reader of CSV knows how to judge.
  var csv: [UInt8] {
    var buffer = ByteBuffer()
    for row in (names.map { [$0] } ?? []) + rows {
      for (column, text) in row.enumerated() {
        if column > 0 { buffer.append(UInt8(ascii: ",")) }
        let isQuoted = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        if isQuoted { buffer.append("\"\(text.replacing("\"", with: "\"\""))\"") } else { buffer.append(text) }
      }
      buffer.append(UInt8(ascii: "\n"))
    }
    return buffer.bytes
  }

  /// The words of a cell, a line for each paragraph.
  static func text(of blocks: [Block]) -> String {
    var lines: [String] = []
    add(blocks, to: &lines)
    let text = lines.joined(separator: "\n")
    // The minus sign of typography before a digit is a minus.
    guard text.unicodeScalars.first == "\u{2212}", text.unicodeScalars.dropFirst().first?.properties.numericType != nil
    else { return text }
    return "-" + text.unicodeScalars.dropFirst().reduce(into: "") { $0.unicodeScalars.append($1) }
  }

  private static func add(_ blocks: [Block], to lines: inout [String]) {
    for block in blocks {
      if case .code(let code) = block { lines.append(trimmed(code.text)) }
      for run in block.inlineRuns {
        let line = trimmed(run.plainText)
        if !line.isEmpty { lines.append(line) }
      }
      for inner in block.childBlocks { add(inner, to: &lines) }
    }
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
