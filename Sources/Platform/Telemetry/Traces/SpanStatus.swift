/// How what a span describes came out.
public enum SpanStatus: Sendable, Hashable {
  case unset
  case ok
  case error(String)
}
