public import EventStore
internal import Threads

/// The events of all jobs as they are stored, read once for all who listen in this process.
public final class LiveEvents: Sendable {
  /// What a listener gets: events in their order, and where it was too slow, that it missed some.
  public enum Item: Sendable {
    case event(RecordedEvent)
    case missed
  }

  private struct Listener {
    let tenant: String
    let continuation: AsyncStream<RecordedEvent>.Continuation
    let missed: Flag
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var next = 0
    var reader: Task<Void, Never>?
  }

  /// Whether a listener's buffer ran over since it last looked.
  final class Flag: Sendable {
    private let raised = Lock(false)

    func raise() { raised.withLock { $0 = true } }

    func take() -> Bool {
      raised.withLock { raised in
        defer { raised = false }
        return raised
      }
    }
  }

  private let events: EventStore
  private let state = Lock(State())
  private static let buffer = 1_024

  public init(_ events: EventStore) {
    self.events = events
  }

  /// Gives the body what happens to the jobs of a tenant from now on.
  public func listening(to tenant: String, _ body: (LiveStream) async throws -> Void) async throws {
    // Taken before the listener is there, so that nothing can happen in between.
    let position = try await events.newest()
    let (stream, continuation) = AsyncStream.makeStream(
      of: RecordedEvent.self, bufferingPolicy: .bufferingNewest(Self.buffer))
    let missed = Flag()
    let key = state.withLock { state in
      state.next += 1
      state.listeners[state.next] = Listener(tenant: tenant, continuation: continuation, missed: missed)
      if state.reader == nil { state.reader = Task { [self] in await read(after: position) } }
      return state.next
    }
    defer {
      state.withLock { state in
        state.listeners[key] = nil
        guard state.listeners.isEmpty else { return }
        state.reader?.cancel()
        state.reader = nil
      }
      continuation.finish()
    }
    try await body(LiveStream(stream: stream, missed: missed))
  }

  private func read(after start: EventPosition) async {
    var position = start
    while !Task.isCancelled {
      var iterator = events.follow(after: position, filter: EventFilter(types: JobEvent.types)).makeAsyncIterator()
      do {
        while let batch = try await iterator.next() {
          for event in batch { give(event) }
          position = iterator.position
        }
      } catch {
        // The database is away for a while; what happens meanwhile is read when it is back.
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  private func give(_ event: RecordedEvent) {
    let listeners = state.withLock { state in state.listeners.values.filter { $0.tenant == event.stream.tenant } }
    for listener in listeners {
      if case .dropped = listener.continuation.yield(event) { listener.missed.raise() }
    }
  }
}

/// What one listener gets.
public struct LiveStream: AsyncSequence, Sendable {
  fileprivate let stream: AsyncStream<RecordedEvent>
  fileprivate let missed: LiveEvents.Flag

  public func makeAsyncIterator() -> Iterator { Iterator(events: stream.makeAsyncIterator(), missed: missed) }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var events: AsyncStream<RecordedEvent>.Iterator
    fileprivate let missed: LiveEvents.Flag
    private var held: RecordedEvent?

    fileprivate init(events: AsyncStream<RecordedEvent>.Iterator, missed: LiveEvents.Flag) {
      self.events = events
      self.missed = missed
    }

    public mutating func next() async -> LiveEvents.Item? {
      if let event = held.take() { return .event(event) }
      guard let event = await events.next() else { return nil }
      guard missed.take() else { return .event(event) }
      held = event
      return .missed
    }
  }
}
