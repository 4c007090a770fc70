/// What a section sets differently from the document.
public struct SectionLayout: Sendable, Hashable {
  public var page: PageSetup?
  public var running: RunningContent?
  /// Columns from here, on the same page where `page` is nil.
  public var columns: Int?
  /// The number of the section's first page.
  public var firstPage: Int?
  public var pageStyle: NumberStyle?

  public init(
    page: PageSetup? = nil, running: RunningContent? = nil, columns: Int? = nil, firstPage: Int? = nil,
    pageStyle: NumberStyle? = nil
  ) {
    self.page = page
    self.running = running
    self.columns = columns
    self.firstPage = firstPage
    self.pageStyle = pageStyle
  }
}
