/// Matter that may leave its place: a figure or a table with its caption.
public struct FloatBox {
  public enum Place: Sendable {
    /// Where it is mentioned, or else at the top of the next column.
    case here
    case top, bottom
    /// On a page of floats.
    case page
  }

  public var content: Galley
  public var place: Place
  /// As wide as all columns together.
  public var spans: Bool

  public init(_ content: Galley, at place: Place, spans: Bool = false) {
    self.content = content
    self.place = place
    self.spans = spans
  }
}
