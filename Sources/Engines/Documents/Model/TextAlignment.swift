/// How lines stand between their margins; start and end follow the direction of the text.
public enum TextAlignment: String, Sendable, Hashable, CaseIterable {
  case start, center, end, justify
}
