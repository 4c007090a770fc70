internal import Database

/// Callers that wait for a connection, the first one first.
struct WaitingLine {
  struct Waiter {
    let number: UInt64
    let deadline: UInt64
    let cancellation: CancellationFlag
    let take: @Sendable (Result<PostgresConnection, any Error>) -> Void
  }

  private var waiters: [Waiter] = []
  private var head = 0

  var count: Int { waiters.count - head }
  var first: Waiter? { head < waiters.count ? waiters[head] : nil }

  mutating func append(_ waiter: Waiter) {
    waiters.append(waiter)
  }

  mutating func popFirst() -> Waiter? {
    guard head < waiters.count else { return nil }
    defer {
      head += 1
      if head == waiters.count || head > 1024 {
        waiters.removeFirst(head)
        head = 0
      }
    }
    return waiters[head]
  }

  mutating func remove(_ cancellation: CancellationFlag) -> Waiter? {
    guard let index = waiters[head...].firstIndex(where: { $0.cancellation === cancellation }) else { return nil }
    return waiters.remove(at: index)
  }
}
