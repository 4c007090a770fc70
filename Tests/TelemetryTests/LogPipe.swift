import Glibc
import Threads

/// A pipe for logs to write into, which a thread of its own can read meanwhile.
final class LogPipe: Sendable {
  private let reading: Int32
  let writing: Int32
  private let thread = Lock<pthread_t?>(nil)
  private let bytes = Lock<[UInt8]>([])

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    // Programs that other tests start must not keep the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit { close(reading) }

  func startReading() {
    thread.withLock { thread in
      guard thread == nil else { return }
      var started = pthread_t()
      let failure = pthread_create(
        &started, nil,
        { context in
          if let context { Unmanaged<LogPipe>.fromOpaque(context).takeRetainedValue().readAll() }
          return nil
        }, Unmanaged.passRetained(self).toOpaque())
      if failure == 0 { thread = started }
    }
  }

  /// All lines. Closes the writing side: whatever writes there has to be done.
  func finish() -> [Substring] {
    startReading()
    close(writing)
    if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
    return String(decoding: bytes.withLock { $0 }, as: UTF8.self).split(separator: "\n")
  }

  private func readAll() {
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(reading, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes.withLock { $0 += part[..<count] }
    }
  }
}
