/// How a column stands and how wide it is.
public struct TableColumn: Sendable, Hashable {
  public enum Width: Sendable, Hashable {
    /// By what it contains.
    case automatic
    /// A share of the table's width, 0 to 1.
    case fraction(Double)
    case fixed(Length)
  }

  /// Nil leaves it to the theme.
  public var alignment: TextAlignment?
  public var width: Width

  public init(alignment: TextAlignment? = nil, width: Width = .automatic) {
    self.alignment = alignment
    self.width = width
  }
}
