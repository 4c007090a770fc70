internal import Glibc
internal import Synchronization

/// Takes records from all threads and writes them on one of its own.
final class LogPipeline: Sendable {
  private let queue: BoundedQueue<LogRecord>
  private let descriptor: Int32
  private let format: LogFormat
  let dropped = Counter()
  let written = Counter()

  init(descriptor: Int32, format: LogFormat, capacity: Int) {
    queue = BoundedQueue(capacity: capacity)
    self.descriptor = descriptor
    self.format = format
  }

  /// Starts the thread; without one, nothing is written.
  func start() {
    let retained = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<LogPipeline>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, retained.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { retained.release() }
  }

  func enqueue(_ record: LogRecord) {
    if !queue.push(record) { dropped.increment() }
  }

  /// Waits until everything logged so far is written; false where that took too long.
  func flush(within limit: Duration) -> Bool {
    queue.waitUntilConsumed(within: limit)
  }

  func close() { queue.close() }

  private func run() {
    var writer = LogWriter(format)
    var batch: [LogRecord] = []
    var reported: UInt64 = 0
    while queue.take(&batch) {
      for record in batch {
        writer.append(record)
        if writer.pendingCount >= 65_536 { writer.drain(write) }
      }
      let lost = dropped.value
      if lost > reported {
        let fields: LogFields = ["lines": .integer(Int(lost - reported)), "total": .integer(Int(lost))]
        writer.append(
          LogRecord(.warning, "log", "Lost log lines because their output is too slow", fields, context: nil))
        reported = lost
      }
      writer.drain(write)
      written.add(batch.count)
    }
  }

  /// Writes all of it. An output that is gone loses lines; logging never ends the program.
  private func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
