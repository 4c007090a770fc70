internal import Threads

/// A queue between many producers and one consumer thread. Producers never wait: what does not fit is refused.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct State: Sendable {
    var elements: [Element] = []
    var pushed = 0
    var consumed = 0
    var isClosed = false
  }

  private let capacity: Int
  private let state: Monitor<State>

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    var first = State()
    first.elements.reserveCapacity(min(self.capacity, 1024))
    state = Monitor(first)
  }

  /// False where the queue is full or closed.
  func push(_ element: Element) -> Bool {
    var isTaken = false
    state.broadcast { state in
      guard !state.isClosed, state.elements.count < capacity else { return }
      state.elements.append(element)
      state.pushed += 1
      isTaken = true
    }
    return isTaken
  }

  /// Waits for elements and exchanges them for `batch`, whose elements count as consumed; false once the queue is
  /// closed and empty.
  func take(_ batch: inout [Element]) -> Bool {
    let done = batch.count
    batch.removeAll(keepingCapacity: true)
    if done > 0 { state.broadcast { $0.consumed += done } }
    return state.wait { state -> Bool? in
      if state.elements.isEmpty { return state.isClosed ? false : nil }
      swap(&state.elements, &batch)
      return true
    } ?? false
  }

  /// Waits until everything that was pushed before is consumed; false where that took too long.
  func waitUntilConsumed(within limit: Duration) -> Bool {
    let goal = state.with { $0.pushed }
    // Half a century at most, which is for ever.
    let deadline = MonotonicTime.now + min(max(limit, .zero), .seconds(1_600_000_000)).nanoseconds
    return state.wait(until: deadline) { $0.consumed >= goal ? true : nil } ?? false
  }

  /// Refuses what comes from now on and lets the consumer end.
  func close() {
    state.broadcast { $0.isClosed = true }
  }
}
