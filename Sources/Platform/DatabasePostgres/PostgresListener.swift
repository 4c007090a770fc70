internal import CPostgres
internal import Database

/// One connection that only listens. It belongs to the loop's thread, which makes it safe to hand over.
final class PostgresListener: EventLoop.Client, @unchecked Sendable {
  private let loop: EventLoop
  private let server: PostgresServer
  private let channel: String
  private let hints: AsyncStream<String>.Continuation
  private var handle: OpaquePointer?
  private var descriptor: Int32 = -1
  private var failures = 0
  private var isEnded = false

  init(_ loop: EventLoop, _ server: PostgresServer, _ channel: String, _ hints: AsyncStream<String>.Continuation) {
    self.loop = loop
    self.server = server
    self.channel = channel
    self.hints = hints
  }

  deinit {
    if let handle { PQfinish(handle) }
  }

  func end() {
    isEnded = true
    disconnect()
    hints.finish()
  }

  /// Connects on a thread of its own, after a pause that grows with each failure.
  func connect() {
    guard !isEnded else { return }
    let pause = failures == 0 ? 0 : min(50_000 << min(failures, 6), 2_000_000)
    do {
      try WorkerThread.run { [self] in
        WorkerThread.pause(microseconds: pause)
        let result = server.listen(to: channel)
        if !loop.submit({ self.connected(result) }), case .success(let made) = result { PQfinish(made.handle) }
      }
    } catch {
      end()
    }
  }

  private func connected(_ result: Result<PostgresServer.Made, DatabaseError>) {
    switch result {
    case .success(let made) where isEnded: PQfinish(made.handle)
    case .success(let made):
      handle = made.handle
      descriptor = PQsocket(made.handle)
      failures = 0
      guard loop.watch(descriptor, self) else { return lost() }
      // What was sent while nobody listened is not known, so that is a hint too.
      hints.yield("")
      ready(readable: true, writable: false)
    case .failure:
      failures += 1
      connect()
    }
  }

  func ready(readable: Bool, writable: Bool) {
    guard let handle else { return }
    guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return lost() }
    while let arrived = PQnotifies(handle) {
      hints.yield(arrived.pointee.extra.map { String(cString: $0) } ?? "")
      PQfreemem(arrived)
    }
  }

  private func lost() {
    disconnect()
    failures += 1
    connect()
  }

  private func disconnect() {
    guard let handle else { return }
    self.handle = nil
    loop.forget(descriptor)
    PQfinish(handle)
  }
}
