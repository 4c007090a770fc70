internal import Glibc
internal import Synchronization
internal import Threads

/// Watches for interrupts (SIGINT): the first calls a closure, the second ends the process at once.
final class InterruptSignal: Sendable {
  /// Written by the signal handler, which may touch nothing but atomics and `write`.
  private static let pipeEnd = Atomic<Int32>(-1)
  private static let count = Atomic<Int>(0)

  private let reading: Int32
  private let writing: Int32
  private let stopped = Atomic<Bool>(false)

  /// Nil where another watch is running or the system has no pipe left; the signal then ends the process as usual.
  init?(_ first: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard Self.pipeEnd.compareExchange(expected: -1, desired: ends[1], ordering: .acquiringAndReleasing).exchanged
    else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    (reading, writing) = (ends[0], ends[1])
    Self.count.store(0, ordering: .releasing)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in InterruptSignal.receive() }
    action.sa_flags = Int32(SA_RESTART)
    sigaction(SIGINT, &action, nil)
    let descriptor = reading
    let watches = PlatformThread.start(name: "export-signals") {
      var byte: UInt8 = 0
      while true {
        let count = read(descriptor, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1, byte == 1 else { break }
        first()
      }
      close(descriptor)
    }
    if !watches {
      _ = stop()
      close(reading)
      return nil
    }
  }

  private static func receive() {
    let kept = errno
    if count.add(1, ordering: .acquiringAndReleasing).newValue > 1 {
      // Shows the cursor that a progress bar may have hidden; the shell learns of the signal by convention.
      let reset: StaticString = "\u{1B}[?25h\n"
      if isatty(2) == 1 { _ = write(2, reset.utf8Start, reset.utf8CodeUnitCount) }
      _exit(128 + SIGINT)
    }
    var byte: UInt8 = 1
    let descriptor = pipeEnd.load(ordering: .acquiring)
    if descriptor >= 0 { _ = write(descriptor, &byte, 1) }
    errno = kept
  }

  /// Gives the signal its usual meaning back; true where one had arrived.
  func stop() -> Bool {
    guard stopped.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return false
    }
    signal(SIGINT, SIG_DFL)
    Self.pipeEnd.store(-1, ordering: .releasing)
    var byte: UInt8 = 0
    _ = write(writing, &byte, 1)
    close(writing)
    return Self.count.load(ordering: .acquiring) > 0
  }

  /// Ends the process by the signal itself, so that a shell's loop stops as well.
  static func endProcess() -> Never {
    signal(SIGINT, SIG_DFL)
    // To this thread, which may be one of a pool that blocks signals: a signal to the process would reach another one,
    // perhaps after the exit below.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(SIGINT)
    _exit(128 + SIGINT)
  }
}
