internal import Threads

/// Wakes those who wait for new events. A hint: whoever wakes looks into the database.
public final class EventSignal: Sendable {
  private struct State {
    var count: UInt64 = 0
    var next = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Lock(State())

  public init() {}

  /// How often it was raised; taken before reading, so that no raise between reading and waiting is missed.
  public var count: UInt64 { state.withLock { $0.count } }

  public func raise() {
    let woken = state.withLock { state in
      state.count &+= 1
      defer { state.waiting.removeAll() }
      return Array(state.waiting.values)
    }
    for continuation in woken { continuation.resume() }
  }

  /// Returns when it was raised after `count` was taken, or the task is cancelled.
  public func wait(after count: UInt64) async {
    let key = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let raised = state.withLock { state in
          if state.count != count || Task.isCancelled { return true }
          state.waiting[key] = continuation
          return false
        }
        if raised { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: key) }?.resume()
    }
  }

  /// Returns when it was raised after `count` was taken, when the time is over, or the task is cancelled.
  public func wait(after count: UInt64, atMost limit: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait(after: count) }
      group.addTask { try? await Task.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }
}
