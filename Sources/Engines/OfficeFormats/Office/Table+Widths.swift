internal import Documents

extension Table {
  /// Widths of the columns, in the unit of `total`.
  ///
  /// Columns without a width share what is left by the length of what they contain; the first rows tell that.
  func widths(columns count: Int, total: Double) -> [Double] {
    var fixed = [Double?](repeating: nil, count: count)
    for (index, column) in columns.enumerated() where index < count {
      switch column.width {
      case .automatic: break
      case .fraction(let share): fixed[index] = min(max(share, 0.01), 1) * total
      case .fixed(let length): fixed[index] = max(length.points(of: total), 4)
      }
    }
    let taken = fixed.reduce(0) { $0 + ($1 ?? 0) }
    let open = fixed.indices.filter { fixed[$0] == nil }
    if open.isEmpty || taken >= total {
      let filled = fixed.map { $0 ?? total / Double(count) }
      let sum = filled.reduce(0, +)
      return filled.map { $0 * total / max(sum, 1) }
    }
    let wanted = lengths(columns: count)
    let sum = open.reduce(0) { $0 + wanted[$1] }
    return fixed.indices.map { fixed[$0] ?? (total - taken) * wanted[$0] / max(sum, 1) }
  }

  private func lengths(columns count: Int) -> [Double] {
    var longest = [Double](repeating: 6, count: count)
    for row in (header + rows.prefix(40)) where row.cells.count == count {
      for (column, cell) in row.cells.enumerated() where cell.columnSpan == 1 {
        var characters = 0
        for block in cell.blocks {
          for run in block.inlineRuns { characters = max(characters, run.plainText.unicodeScalars.count) }
        }
        longest[column] = max(longest[column], min(Double(characters), 48))
      }
    }
    return longest
  }

  /// Whether the document says how wide a column is.
  func hasWidth(_ column: Int) -> Bool { column < columns.count && columns[column].width != .automatic }
}

extension Table {
  /// A language that all text of the table is in becomes the table's.
  mutating func liftLanguage() {
    var languages: Set<String?> = []
    func paragraphs(_ rows: inout [TableRow], _ change: (inout Paragraph) -> Void) {
      for row in rows.indices {
        for cell in rows[row].cells.indices {
          for block in rows[row].cells[cell].blocks.indices {
            guard case .paragraph(var paragraph) = rows[row].cells[cell].blocks[block] else { continue }
            change(&paragraph)
            rows[row].cells[cell].blocks[block] = .paragraph(paragraph)
          }
        }
      }
    }
    for part in [\Table.header, \Table.rows, \Table.footer] {
      paragraphs(&self[keyPath: part]) { languages.insert($0.attributes.language) }
    }
    guard languages.count == 1, let language = languages.first ?? nil else { return }
    attributes.language = language
    for part in [\Table.header, \Table.rows, \Table.footer] {
      paragraphs(&self[keyPath: part]) { $0.attributes.language = nil }
    }
  }
}
