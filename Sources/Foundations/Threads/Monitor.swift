/// A state behind a lock, with a condition to wait for.
///
/// Built on pthread calls, which the thread sanitizer understands and which can wait.
/// Safe to share: the state is only touched while the lock is held.
public final class Monitor<State>: @unchecked Sendable {
  @usableFromInline let lock = MonitorLock()
  @usableFromInline var state: State

  @inlinable
  public init(_ state: State) {
    self.state = state
  }

  @inlinable
  public func with<T>(_ body: (inout State) -> T) -> T {
    lock.lock()
    defer { lock.unlock() }
    return body(&state)
  }

  /// Changes the state and wakes a waiting thread when the body says so.
  @inlinable
  public func signal(_ body: (inout State) -> Bool) {
    lock.lock()
    let wakes = body(&state)
    lock.unlock()
    if wakes { lock.signal() }
  }

  /// Changes the state and lets all waiting threads look again.
  @inlinable
  public func broadcast<T>(_ body: (inout State) -> T) -> T {
    lock.lock()
    defer {
      lock.unlock()
      lock.broadcast()
    }
    return body(&state)
  }

  /// Waits until the body returns a value; nil when the deadline (monotonic nanoseconds) passes first.
  @inlinable
  public func wait<T>(until deadline: UInt64? = nil, _ body: (inout State) -> T?) -> T? {
    lock.lock()
    defer { lock.unlock() }
    while true {
      if let value = body(&state) { return value }
      if !lock.wait(until: deadline) { return body(&state) }
    }
  }
}
