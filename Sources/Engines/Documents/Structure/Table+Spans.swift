extension Table {
  /// Whether any cell reaches over more than one column or row.
  public var hasSpans: Bool {
    [header, rows, footer].contains { rows in
      rows.contains { $0.cells.contains { $0.columnSpan > 1 || $0.rowSpan > 1 } }
    }
  }

  /// Whether every cell holds running text only.
  public var isSimple: Bool {
    [header, rows, footer].allSatisfy { rows in
      rows.allSatisfy { row in
        row.cells.allSatisfy { cell in
          guard cell.blocks.count <= 1 else { return false }
          if case .paragraph? = cell.blocks.first { return true }
          return cell.blocks.isEmpty
        }
      }
    }
  }
}
