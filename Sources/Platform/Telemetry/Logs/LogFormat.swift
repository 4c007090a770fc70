/// How log lines are written.
public enum LogFormat: Sendable, Hashable {
  /// For people.
  case pretty(colors: Bool)
  /// One JSON object a line.
  case json
}
