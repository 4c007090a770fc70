/// An ordered, bulleted or task list.
public struct List: Sendable, Hashable {
  public enum Marker: Sendable, Hashable {
    case bullet
    case ordered(start: Int, style: NumberStyle, delimiter: Delimiter)

    /// `1.`, `1)` or `(1)`.
    public enum Delimiter: String, Sendable, Hashable, CaseIterable {
      case period, parenthesis, parentheses
    }

    /// Numbers from 1 with a point.
    public static let numbers = Marker.ordered(start: 1, style: .decimal, delimiter: .period)
  }

  public var marker: Marker
  /// No space between items.
  public var isTight: Bool
  public var items: [ListItem]
  public var attributes: Attributes

  public init(
    _ marker: Marker = .bullet, isTight: Bool = true, items: [ListItem], attributes: Attributes = .none
  ) {
    self.marker = marker
    self.isTight = isTight
    self.items = items
    self.attributes = attributes
  }
}
