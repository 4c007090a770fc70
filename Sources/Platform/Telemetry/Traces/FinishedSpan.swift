/// A span that has ended, ready to be exported.
struct FinishedSpan: Sendable {
  struct Event: Sendable {
    let name: String
    let time: UInt64
    let attributes: SpanAttributes
  }

  let name: String
  let kind: SpanKind
  let context: TraceContext
  let parent: SpanID?
  let hasRemoteParent: Bool
  /// Nanoseconds since 1970.
  let start: UInt64
  let end: UInt64
  let attributes: SpanAttributes
  let events: [Event]
  let droppedEvents: Int
  let status: SpanStatus
}
