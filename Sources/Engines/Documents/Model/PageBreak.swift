/// What follows begins on a new page, column or slide.
public struct PageBreak: Sendable, Hashable {
  public enum Target: String, Sendable, Hashable, CaseIterable {
    case page
    /// The next right-hand page.
    case oddPage = "odd-page"
    case column
    case slide
  }

  public var target: Target
  public var attributes: Attributes

  public init(_ target: Target = .page, attributes: Attributes = .none) {
    self.target = target
    self.attributes = attributes
  }
}
