/// What is counted.
public struct Numbering: Sendable, Hashable {
  /// Headings as 1, 1.1, 1.1.1, down to this level; 0 is none.
  public var headingDepth: Int
  /// Figures, tables and charts with captions.
  public var numbersCaptions: Bool
  /// Nil leaves page numbers to the quality level.
  public var showsPages: Bool?
  public var pageStyle: NumberStyle
  public var firstPage: Int

  public init(
    headingDepth: Int = 0, numbersCaptions: Bool = true, showsPages: Bool? = nil, pageStyle: NumberStyle = .decimal,
    firstPage: Int = 1
  ) {
    self.headingDepth = min(max(headingDepth, 0), 6)
    self.numbersCaptions = numbersCaptions
    self.showsPages = showsPages
    self.pageStyle = pageStyle
    self.firstPage = firstPage
  }
}
