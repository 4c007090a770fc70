/// Where a figure, chart or table may stand when it leaves its place in the text: the attribute `float`.
public enum FloatPlace: String, Sendable, Hashable, CaseIterable {
  /// Where it is mentioned if there is room, else at the top of the next column.
  case here
  case top, bottom
  /// On a page of its own or with other such.
  case page
}

extension Attributes {
  /// `float=top` and the like; nil keeps the block where it is.
  public var floatPlace: FloatPlace? { self["float"].flatMap { FloatPlace(rawValue: $0) } }

  /// `span=all`: as wide as all columns of the page together.
  public var spansColumns: Bool { self["span"] == "all" }
}
