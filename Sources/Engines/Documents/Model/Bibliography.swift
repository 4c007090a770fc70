/// Where the sources of the document are listed.
public struct Bibliography: Sendable, Hashable {
  /// Empty shows the language's own word.
  public var title: [Inline]
  /// Sources that are not cited, too.
  public var listsAll: Bool
  public var attributes: Attributes

  public init(title: [Inline] = [], listsAll: Bool = false, attributes: Attributes = .none) {
    self.title = title
    self.listsAll = listsAll
    self.attributes = attributes
  }
}
