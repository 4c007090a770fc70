/// Blocks that belong together.
public struct Division: Sendable, Hashable {
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Nothing but belonging together.
    case group
    /// A section whose `layout` may differ from the document's.
    case section
    /// The first page with the title.
    case cover
    case abstract
    case dedication
    case appendix
    /// What a speaker says to a slide; other formats than presentations leave it out and say so.
    case notes
    /// Letters: the address, the sign-off.
    case address
    case signature
    /// A slide of its own.
    case slide
  }

  public var role: Role
  /// Nil goes on as before; a layout begins on a new page unless it only changes columns.
  public var layout: SectionLayout?
  public var blocks: [Block]
  public var attributes: Attributes

  public init(
    _ role: Role = .group, layout: SectionLayout? = nil, _ blocks: [Block], attributes: Attributes = .none
  ) {
    self.role = role
    self.layout = layout
    self.blocks = blocks
    self.attributes = attributes
  }
}
