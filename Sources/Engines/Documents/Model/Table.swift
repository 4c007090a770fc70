/// A table. Rows are filled from the left around cells that span rows from above.
public struct Table: Sendable, Hashable {
  public var columns: [TableColumn]
  /// Repeated on every page the table reaches.
  public var header: [TableRow]
  public var rows: [TableRow]
  public var footer: [TableRow]
  /// So many columns from the start are headings of their rows.
  public var headerColumns: Int
  public var caption: [Inline]
  public var attributes: Attributes

  public init(
    columns: [TableColumn], header: [TableRow] = [], rows: [TableRow], footer: [TableRow] = [], headerColumns: Int = 0,
    caption: [Inline] = [], attributes: Attributes = .none
  ) {
    self.columns = columns
    self.header = header
    self.rows = rows
    self.footer = footer
    self.headerColumns = headerColumns
    self.caption = caption
    self.attributes = attributes
  }
}
