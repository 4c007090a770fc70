/// A queue between many producers and one consumer thread. Producers never wait: what does not fit is refused.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  // Safe: every access to the stored variables is between `condition.lock()` and `condition.unlock()`.
  private var elements: [Element] = []
  private var pushed = 0
  private var consumed = 0
  private var isClosed = false

  private let capacity: Int
  private let condition = ThreadCondition()

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    elements.reserveCapacity(min(self.capacity, 1024))
  }

  /// False where the queue is full or closed.
  func push(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed, elements.count < capacity else { return false }
    elements.append(element)
    pushed += 1
    // The consumer only sleeps while there is nothing.
    if elements.count == 1 { condition.wakeAll() }
    return true
  }

  /// Waits for elements and exchanges them for `batch`, whose elements count as consumed; false once the queue is
  /// closed and empty.
  func take(_ batch: inout [Element]) -> Bool {
    let done = batch.count
    batch.removeAll(keepingCapacity: true)
    condition.lock()
    defer { condition.unlock() }
    if done > 0 {
      consumed += done
      condition.wakeAll()
    }
    while elements.isEmpty {
      if isClosed { return false }
      condition.wait()
    }
    swap(&elements, &batch)
    return true
  }

  /// Waits until everything that was pushed before is consumed; false where that took too long.
  func waitUntilConsumed(within limit: Duration) -> Bool {
    let deadline = Deadline(after: limit)
    condition.lock()
    defer { condition.unlock() }
    let goal = pushed
    while consumed < goal {
      guard condition.wait(until: deadline) else { return consumed >= goal }
    }
    return true
  }

  /// Refuses what comes from now on and lets the consumer end.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.wakeAll()
  }
}
