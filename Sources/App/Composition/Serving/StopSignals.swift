internal import CommandLineTool
internal import Glibc
internal import Synchronization
internal import Threads

/// SIGTERM, SIGINT and SIGHUP as a sequence.
///
/// The handler may touch nothing but atomics and `write`, so it writes a byte to a pipe that a thread reads.
final class StopSignals: Sendable {
  enum Arrival: UInt8, Sendable {
    case stop = 1
    case reload = 2
  }

  private static let writing = Atomic<Int32>(-1)

  let arrivals: AsyncStream<Arrival>

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommandFailure(code: "no_descriptor", "no descriptor is left for the signals", hint: "Raise ulimit -n.")
    }
    let (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    Self.writing.store(writing, ordering: .releasing)
    let (stream, continuation) = AsyncStream.makeStream(of: Arrival.self)
    arrivals = stream
    let waits = PlatformThread.start(name: "export-signals") {
      var byte: UInt8 = 0
      while true {
        let count = read(reading, &byte, 1)
        if count == 1 {
          if let arrival = Arrival(rawValue: byte) { continuation.yield(arrival) }
        } else if count == 0 || errno != EINTR {
          return
        }
      }
    }
    guard waits else {
      throw CommandFailure(code: "no_thread", "no thread is left for the signals", hint: "Raise ulimit -u.")
    }
    for (signal, handler) in Self.handlers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = handler
      action.sa_flags = Int32(SA_RESTART)
      sigaction(signal, &action, nil)
    }
  }

  /// A second SIGINT or SIGTERM while stopping ends the process at once.
  func endAtOnceFromNowOn() {
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }

  private static let handlers: [(Int32, @convention(c) (Int32) -> Void)] = [
    (SIGTERM, { _ in StopSignals.raise(Arrival.stop.rawValue) }),
    (SIGINT, { _ in StopSignals.raise(Arrival.stop.rawValue) }),
    (SIGHUP, { _ in StopSignals.raise(Arrival.reload.rawValue) }),
  ]

  private static func raise(_ value: UInt8) {
    let kept = errno
    var byte = value
    _ = write(writing.load(ordering: .acquiring), &byte, 1)
    errno = kept
  }
}
