/// Text in a format's own language. Writers of other formats leave it out and say so.
public struct RawBlock: Sendable, Hashable {
  /// The format's name, as in `html`, `latex`.
  public var format: String
  public var text: String
  public var attributes: Attributes

  public init(format: String, _ text: String, attributes: Attributes = .none) {
    self.format = format
    self.text = text
    self.attributes = attributes
  }
}
