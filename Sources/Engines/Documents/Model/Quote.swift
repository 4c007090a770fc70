/// Words of somebody else.
public struct Quote: Sendable, Hashable {
  public var blocks: [Block]
  /// Who said it.
  public var attribution: [Inline]
  public var attributes: Attributes

  public init(_ blocks: [Block], attribution: [Inline] = [], attributes: Attributes = .none) {
    self.blocks = blocks
    self.attribution = attribution
    self.attributes = attributes
  }
}
