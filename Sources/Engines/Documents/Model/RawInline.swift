/// Text in a format's own language within running text. Writers of other formats leave it out and say so.
public struct RawInline: Sendable, Hashable {
  public var format: String
  public var text: String

  public init(format: String, _ text: String) {
    self.format = format
    self.text = text
  }
}
