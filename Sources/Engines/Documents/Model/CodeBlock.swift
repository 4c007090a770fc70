/// Program text, kept as it is.
public struct CodeBlock: Sendable, Hashable {
  /// Without a line break at the end.
  public var text: String
  /// As in `swift`, `python`; nil is not coloured.
  public var language: String?
  public var caption: [Inline]
  public var showsLineNumbers: Bool
  public var attributes: Attributes

  public init(
    _ text: String, language: String? = nil, caption: [Inline] = [], showsLineNumbers: Bool = false,
    attributes: Attributes = .none
  ) {
    self.text = text
    self.language = language
    self.caption = caption
    self.showsLineNumbers = showsLineNumbers
    self.attributes = attributes
  }
}
