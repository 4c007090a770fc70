/// A picture with its caption.
public struct Figure: Sendable, Hashable {
  public var image: Image
  public var caption: [Inline]
  public var alignment: TextAlignment?
  public var attributes: Attributes

  public init(
    _ image: Image, caption: [Inline] = [], alignment: TextAlignment? = nil, attributes: Attributes = .none
  ) {
    self.image = image
    self.caption = caption
    self.alignment = alignment
    self.attributes = attributes
  }
}
