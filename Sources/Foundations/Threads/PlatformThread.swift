internal import CThread
internal import Glibc

/// Starts threads of the system for work that blocks.
public enum PlatformThread {
  private final class Work: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Starts a thread that nobody waits for; false when the system has none left.
  ///
  /// SIGPIPE is blocked in it, as libraries that write to sockets have no flag for that. Of the name, 15 bytes are
  /// shown by the system.
  public static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
    let work = Unmanaged.passRetained(Work(name, body))
    var thread = pthread_t()
    guard pthread_create(&thread, nil, entry, work.toOpaque()) == 0 else {
      work.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    guard let context else { return nil }
    let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    work.name.withCString { ct_name_thread($0) }
    work.body()
    return nil
  }
}
