/// A reference to something in the same document, filled in by the writer.
public struct Reference: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// The number with its word, as in "Table 3" or "Section 2.1".
    case label
    /// The number alone.
    case number
    /// The heading's or caption's words.
    case title
    /// The page it stands on; formats without pages show the title.
    case page
    /// The mark of a footnote that stands elsewhere; `target` is the footnote's id.
    case footnote
  }

  /// An id; a heading without one of its own has the anchor that `Anchors` gives it.
  public var target: String
  public var form: Form
  /// Shown instead of what `form` says; empty leaves it to the writer.
  public var inlines: [Inline]

  public init(_ target: String, form: Form = .label, _ inlines: [Inline] = []) {
    self.target = target
    self.form = form
    self.inlines = inlines
  }
}
