internal import CSQLite
internal import Database
internal import Glibc
internal import Synchronization
internal import Threads

/// Ends a statement from outside: at a point in time, or when its task is cancelled.
///
/// SQLite asks every thousand steps of its machine; unlike `sqlite3_interrupt` this cannot hit the next statement.
final class Interruption: Sendable {
  /// Nanoseconds of the monotonic clock; 0 is never.
  private let deadline = Atomic<UInt64>(0)
  private let cancelled = Monitor<CancellationFlag?>(nil)

  func install(on handle: OpaquePointer) {
    // The connection owns this object and closes its handle first, so the pointer stays valid.
    sqlite3_progress_handler(
      handle, 1000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isDue ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  func set(deadline: UInt64, flag: CancellationFlag? = nil) {
    self.deadline.store(deadline, ordering: .relaxed)
    cancelled.with { $0 = flag }
  }

  func clear() {
    set(deadline: 0)
  }

  var isDue: Bool {
    let end = deadline.load(ordering: .relaxed)
    if end != 0 && MonotonicTime.now > end { return true }
    return cancelled.with { $0?.isSet ?? false }
  }
}
