internal import Glibc

/// A lock whose holder can wait for others to change what it guards.
///
/// It does not hold the guarded values, as `Mutex` does: while one thread waits, another changes them, so nobody may
/// hold them as `inout`. Owners keep them as properties and touch them between `lock` and `unlock` only.
final class ThreadCondition: @unchecked Sendable {
  // Safe: both are made for use by many threads, and freed with the last reference.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }

  /// Wakes all who wait; they look again once the lock is free.
  func wakeAll() { pthread_cond_broadcast(condition) }

  /// Gives the lock up until somebody wakes.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Gives the lock up until somebody wakes; false once the deadline has passed.
  func wait(until deadline: Deadline) -> Bool {
    var time = deadline.time
    return pthread_cond_timedwait(condition, mutex, &time) == 0
  }
}
