/// Events as they come: first those that are there, then each new one. Ends when its task is cancelled.
public struct EventTail: AsyncSequence, Sendable {
  let store: EventStore
  let position: EventPosition
  let filter: EventFilter
  let limit: Int
  let poll: Duration

  public func makeAsyncIterator() -> Iterator { Iterator(tail: self, position: position) }

  public struct Iterator: AsyncIteratorProtocol {
    let tail: EventTail
    /// From where a later reader goes on.
    public private(set) var position: EventPosition

    init(tail: EventTail, position: EventPosition) {
      self.tail = tail
      self.position = position
    }

    public mutating func next() async throws -> [RecordedEvent]? {
      while !Task.isCancelled {
        let seen = tail.store.signal.count
        let page = try await tail.store.readAll(after: position, filter: tail.filter, limit: tail.limit)
        position = page.next
        if !page.events.isEmpty { return page.events }
        // No signal tells that an older transaction has ended.
        let wait = page.isHeldBack ? Swift.min(tail.poll, .milliseconds(10)) : tail.poll
        await tail.store.signal.wait(after: seen, atMost: wait)
      }
      return nil
    }
  }
}

extension EventStore {
  /// Follows the events after a position. It wakes by ``signal`` and looks at least every `poll`, which finds the
  /// events of other processes too.
  public func follow(
    after position: EventPosition, filter: EventFilter = .all, limit: Int = 500, poll: Duration = .milliseconds(250)
  ) -> EventTail {
    EventTail(store: self, position: position, filter: filter, limit: limit, poll: poll)
  }
}
