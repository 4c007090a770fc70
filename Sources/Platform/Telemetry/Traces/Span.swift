internal import Threads

/// Something that takes time, as part of a trace. Where the trace is not sampled, nothing is kept.
public final class Span: Sendable {
  private struct State {
    var name: String
    var attributes: SpanAttributes
    var events: [FinishedSpan.Event] = []
    var droppedEvents = 0
    var status = SpanStatus.unset
    var hasEnded = false
  }

  private static let eventLimit = 128

  /// What goes to the next service and into the log.
  public let context: TraceContext
  private let kind: SpanKind
  private let parent: TraceContext?
  private let hasRemoteParent: Bool
  private let start: UInt64
  private let startMonotonic: UInt64
  private let exporter: TraceExporter?
  private let state: Lock<State>

  init(
    _ name: String, kind: SpanKind, context: TraceContext, parent: TraceContext?, hasRemoteParent: Bool,
    attributes: SpanAttributes, exporter: TraceExporter?
  ) {
    self.context = context
    self.kind = kind
    self.parent = parent
    self.hasRemoteParent = hasRemoteParent
    self.exporter = exporter
    start = exporter == nil ? 0 : WallClock.now
    startMonotonic = exporter == nil ? 0 : WallClock.monotonic
    state = Lock(State(name: name, attributes: attributes))
  }

  /// Whether what is told to the span is kept. Expensive attributes are only worth making then.
  public var isRecording: Bool { exporter != nil }

  public func rename(_ name: String) {
    change { $0.name = name }
  }

  public func set(_ name: String, _ value: SpanValue) {
    change { $0.attributes[name] = value }
  }

  public func event(_ name: String, _ attributes: @autoclosure () -> SpanAttributes = [:]) {
    guard isRecording else { return }
    let event = FinishedSpan.Event(name: name, time: now, attributes: attributes())
    change { state in
      if state.events.count < Self.eventLimit { state.events.append(event) } else { state.droppedEvents += 1 }
    }
  }

  /// A success that was told is not taken back by an error.
  public func set(status: SpanStatus) {
    change { state in
      if state.status != .ok { state.status = status }
    }
  }

  /// Notes an error as an event and as the status.
  public func record(_ error: any Error) {
    guard isRecording else { return }
    let text = SecretScrubber.scrubbed(String(describing: error))
    event("exception", ["exception.type": .string("\(type(of: error))"), "exception.message": .string(text)])
    set(status: .error(text))
  }

  /// Ends the span; only the first time counts.
  public func end() {
    guard let exporter else { return }
    let end = now
    let finished: FinishedSpan? = state.withLock { state in
      guard !state.hasEnded else { return nil }
      state.hasEnded = true
      return FinishedSpan(
        name: state.name, kind: kind, context: context, parent: parent?.spanID, hasRemoteParent: hasRemoteParent,
        start: start, end: end, attributes: state.attributes, events: state.events, droppedEvents: state.droppedEvents,
        status: state.status)
    }
    if let finished { exporter.add(finished) }
  }

  /// By the monotonic clock from the start on, so that no span ends before it began.
  private var now: UInt64 { start &+ (WallClock.monotonic &- startMonotonic) }

  private func change(_ change: (inout State) -> Void) {
    guard isRecording else { return }
    state.withLock { state in
      if !state.hasEnded { change(&state) }
    }
  }
}
