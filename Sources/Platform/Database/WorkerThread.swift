internal import Glibc

/// Starts a thread of its own for work that blocks.
package enum WorkerThread {
  private final class Start: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  package static func run(_ body: @escaping @Sendable () -> Void) throws(DatabaseError) {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(body))
    let result = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, start.toOpaque())
    guard result == 0 else {
      start.release()
      throw DatabaseError(.cannotOpen, "The system has no thread left for the database.")
    }
    pthread_detach(thread)
  }

  /// Blocks the thread that calls.
  package static func pause(microseconds: Int) {
    if microseconds > 0 { usleep(UInt32(clamping: microseconds)) }
  }
}
