/// A paragraph of text.
public struct Paragraph: Sendable, Hashable {
  public var inlines: [Inline]
  /// Nil leaves it to the theme.
  public var alignment: TextAlignment?
  /// Part of something tight, such as a list without space between its items.
  public var isPlain: Bool
  public var attributes: Attributes

  public init(
    _ inlines: [Inline], alignment: TextAlignment? = nil, isPlain: Bool = false, attributes: Attributes = .none
  ) {
    self.inlines = inlines
    self.alignment = alignment
    self.isPlain = isPlain
    self.attributes = attributes
  }
}
