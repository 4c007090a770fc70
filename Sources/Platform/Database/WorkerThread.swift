internal import Glibc
internal import Threads

/// A thread of its own for work that blocks.
package enum WorkerThread {
  package static func run(_ body: @escaping @Sendable () -> Void) throws(DatabaseError) {
    guard PlatformThread.start(name: "export-database", body) else {
      throw DatabaseError(.cannotOpen, "The system has no thread left for the database.")
    }
  }

  /// Blocks the thread that calls.
  package static func pause(microseconds: Int) {
    if microseconds > 0 { usleep(UInt32(clamping: microseconds)) }
  }
}
