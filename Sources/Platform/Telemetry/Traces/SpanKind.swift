/// What part a span plays; numbered as OTLP does.
public enum SpanKind: Int, Sendable {
  case `internal` = 1
  case server, client, producer, consumer
}
