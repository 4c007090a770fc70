internal import Glibc

/// A value that one thread at a time may touch.
///
/// Like `Synchronization.Mutex`, but on a pthread mutex: the thread sanitizer sees its ordering, which it does not with
/// the other, so a report always is a fault.
final class Guarded<Value>: @unchecked Sendable {
  // Safe: the value is reached only while the mutex is held, and never leaves with a reference to its parts.
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(_ value: sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
