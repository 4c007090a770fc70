/// Carries the outcome of work on another thread to the task that waits for it.
///
/// It goes through a lock and not through the continuation: one that is resumed before its task has come to rest is
/// ordered by an atomic inside the Swift runtime, where the thread sanitizer cannot see that an object made on the one
/// thread may be used on the other.
public final class Handover<Value: Sendable>: Sendable {
  private let outcome = Lock<Result<Value, any Error>?>(nil)

  private init() {}

  /// Waits until the work that `start` begins has called ``end(_:resuming:)``.
  public static func wait(
    _ start: (Handover<Value>, UnsafeContinuation<Void, Never>) -> Void
  ) async throws -> Value {
    let handover = Handover<Value>()
    await withUnsafeContinuation { start(handover, $0) }
    guard let outcome = handover.outcome.withLock({ $0 }) else { throw CancellationError() }
    return try outcome.get()
  }

  /// Says what came of the work; once.
  public func end(_ outcome: Result<Value, any Error>, resuming continuation: UnsafeContinuation<Void, Never>) {
    self.outcome.withLock { $0 = outcome }
    continuation.resume()
  }
}
