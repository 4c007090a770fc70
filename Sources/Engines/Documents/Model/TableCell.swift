/// One cell of a table, over one or more columns and rows.
public struct TableCell: Sendable, Hashable {
  public var blocks: [Block]
  public var columnSpan: Int
  public var rowSpan: Int
  /// Where it differs from the column's.
  public var alignment: TextAlignment?

  public init(_ blocks: [Block], columnSpan: Int = 1, rowSpan: Int = 1, alignment: TextAlignment? = nil) {
    self.blocks = blocks
    self.columnSpan = max(columnSpan, 1)
    self.rowSpan = max(rowSpan, 1)
    self.alignment = alignment
  }

  /// A cell of running text.
  public init(_ inlines: [Inline], columnSpan: Int = 1, rowSpan: Int = 1, alignment: TextAlignment? = nil) {
    self.init(
      inlines.isEmpty ? [] : [.paragraph(Paragraph(inlines, isPlain: true))], columnSpan: columnSpan,
      rowSpan: rowSpan, alignment: alignment)
  }
}
