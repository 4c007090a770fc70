/// A box that draws attention.
public struct Callout: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable, CaseIterable {
    case note, tip, important, warning, caution, success, danger, information
  }

  public var form: Form
  /// Empty shows the form's own word.
  public var title: [Inline]
  public var blocks: [Block]
  public var attributes: Attributes

  public init(_ form: Form, title: [Inline] = [], _ blocks: [Block], attributes: Attributes = .none) {
    self.form = form
    self.title = title
    self.blocks = blocks
    self.attributes = attributes
  }
}
