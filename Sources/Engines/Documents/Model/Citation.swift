/// A citation of one or more of the document's sources.
public struct Citation: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    public var key: String
    /// A page or chapter, as in "p. 12".
    public var locator: String?

    public init(_ key: String, locator: String? = nil) {
      self.key = key
      self.locator = locator
    }
  }

  public var items: [Item]
  /// "Smith (2020)" within the sentence rather than "(Smith, 2020)".
  public var isInText: Bool

  public init(_ items: [Item], isInText: Bool = false) {
    self.items = items
    self.isInText = isInText
  }
}
