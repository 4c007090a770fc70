internal import Foundation

/// A value that one thread at a time may touch.
///
/// On Foundation's lock and not `Synchronization.Mutex`, whose ordering the thread sanitizer does not see.
/// Safe to share: the value is reached only while the lock is held.
final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) {
    self.value = value
  }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
