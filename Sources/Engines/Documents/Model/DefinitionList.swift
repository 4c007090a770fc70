/// Terms and what they mean.
public struct DefinitionList: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    public var terms: [[Inline]]
    /// Each definition is a list of blocks.
    public var definitions: [[Block]]

    public init(terms: [[Inline]], definitions: [[Block]]) {
      self.terms = terms
      self.definitions = definitions
    }
  }

  public var entries: [Entry]
  public var attributes: Attributes

  public init(entries: [Entry], attributes: Attributes = .none) {
    self.entries = entries
    self.attributes = attributes
  }
}
