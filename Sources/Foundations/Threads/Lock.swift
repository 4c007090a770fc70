internal import Glibc

/// A value that one thread at a time may touch.
///
/// It is used like `Synchronization.Mutex`, but stands on a pthread mutex, whose ordering the thread sanitizer sees:
/// with the other it reports races that are none, and so hides those that are.
public struct Lock<Value>: ~Copyable, @unchecked Sendable {
  // Safe: the value is reached only while the mutex is held, and both live until the last borrower is gone.
  @usableFromInline let mutex: MutexHandle
  @usableFromInline let value: UnsafeMutablePointer<Value>

  public init(_ value: consuming sending Value) {
    mutex = MutexHandle(besides: MemoryLayout<Value>.size, alignment: MemoryLayout<Value>.alignment)
    self.value = mutex.neighbour.bindMemory(to: Value.self, capacity: 1)
    self.value.initialize(to: value)
  }

  deinit {
    value.deinitialize(count: 1)
    mutex.free()
  }

  @inlinable
  public borrowing func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    mutex.lock()
    defer { mutex.unlock() }
    return try body(&value.pointee)
  }
}
