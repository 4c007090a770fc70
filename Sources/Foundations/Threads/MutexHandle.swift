internal import Glibc

/// A pthread mutex and room for what it guards, in one piece of memory that its owner frees.
@usableFromInline
struct MutexHandle {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  let neighbour: UnsafeMutableRawPointer

  init(besides size: Int, alignment: Int) {
    let unit = max(alignment, MemoryLayout<pthread_mutex_t>.alignment)
    let offset = (MemoryLayout<pthread_mutex_t>.size + unit - 1) / unit * unit
    let memory = UnsafeMutableRawPointer.allocate(byteCount: offset + size, alignment: unit)
    mutex = memory.bindMemory(to: pthread_mutex_t.self, capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    neighbour = memory + offset
  }

  func free() {
    pthread_mutex_destroy(mutex)
    UnsafeMutableRawPointer(mutex).deallocate()
  }

  @usableFromInline
  func lock() { pthread_mutex_lock(mutex) }

  @usableFromInline
  func unlock() { pthread_mutex_unlock(mutex) }
}
