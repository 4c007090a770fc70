/// A line across, between two thoughts.
public struct Rule: Sendable, Hashable {
  public var attributes: Attributes

  public init(attributes: Attributes = .none) {
    self.attributes = attributes
  }
}
