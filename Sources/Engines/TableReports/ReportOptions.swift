public import Documents
public import Tables

/// What a table's report is to look like.
public struct ReportOptions: Sendable {
  /// Above everything; the table's name without one.
  public var title: String?
  /// BCP 47; words such as "Total" and the signs within numbers follow it.
  public var language: String?
  public var theme: Theme?
  public var quality: Quality?
  /// Nil turns the page on its side where there are more than six columns.
  public var isLandscape: Bool?
  /// By column, in the language of spreadsheets: `#,##0.00 [$€]`, `0.0%`, `dd.mm.yyyy`.
  public var formats: [String: String] = [:]
  /// Columns whose values open a section each, with its own heading and totals. The rows are put in their order.
  public var sections: [String] = []
  /// Rows below each section and at the end: `sum(amount), mean(price), count()`.
  public var totals: String?
  /// Before the table: `column: sum(amount) by city`.
  public var charts: [ReportChart] = []
  /// A format that is written from a whole document takes no more rows; PDF takes any number.
  public var heldRows = 200_000
  public var resources = TableResources()

  public init() {}
}
