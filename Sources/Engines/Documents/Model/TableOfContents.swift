/// Where the headings are listed, with their pages where there are pages.
public struct TableOfContents: Sendable, Hashable {
  /// Empty shows the language's own word.
  public var title: [Inline]
  /// Headings down to this level.
  public var depth: Int
  public var attributes: Attributes

  public init(title: [Inline] = [], depth: Int = 3, attributes: Attributes = .none) {
    self.title = title
    self.depth = min(max(depth, 1), 6)
    self.attributes = attributes
  }
}
