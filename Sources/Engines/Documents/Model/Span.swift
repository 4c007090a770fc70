/// Running text with a language, a direction or classes of its own.
public struct Span: Sendable, Hashable {
  public var inlines: [Inline]
  public var attributes: Attributes

  public init(_ inlines: [Inline], attributes: Attributes) {
    self.inlines = inlines
    self.attributes = attributes
  }
}
