/// A heading; it opens a section that lasts until the next heading of its level or above.
public struct Heading: Sendable, Hashable {
  /// From 1, the most important, to 6.
  public var level: Int
  public var inlines: [Inline]
  /// False keeps it out of the numbering, as a foreword.
  public var isNumbered: Bool
  /// False keeps it out of the table of contents and the outline.
  public var isListed: Bool
  public var attributes: Attributes

  public init(
    level: Int, _ inlines: [Inline], isNumbered: Bool = true, isListed: Bool = true, attributes: Attributes = .none
  ) {
    self.level = min(max(level, 1), 6)
    self.inlines = inlines
    self.isNumbered = isNumbered
    self.isListed = isListed
    self.attributes = attributes
  }
}
