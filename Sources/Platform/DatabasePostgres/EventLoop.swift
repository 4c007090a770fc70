internal import CLinux
internal import Database
internal import Threads

/// One thread that waits for the sockets of all connections.
///
/// What it serves is touched only on its thread; other threads hand it work by `submit`.
final class EventLoop: Sendable {
  typealias Job = @Sendable () -> Void

  /// Called when a descriptor is ready.
  protocol Client: AnyObject {
    func ready(readable: Bool, writable: Bool)
  }

  private struct Inbox {
    var jobs: [Job] = []
    var isAsleep = false
    var isClosed = false
  }

  /// Belongs to the thread, which makes it safe to share.
  private final class Clients: @unchecked Sendable {
    var byDescriptor: [Int32: any Client] = [:]
    var tick: (() -> Int32)?
    var pause: Int32 = 1000
    var isStopped = false
  }

  private let poll: Int32
  private let wakeUp: Int32
  private let inbox = Monitor(Inbox())
  private let clients = Clients()

  init() throws(DatabaseError) {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard poll >= 0, wakeUp >= 0, cl_epoll_control(poll, EPOLL_CTL_ADD, wakeUp, EPOLLIN.rawValue, UInt64(wakeUp)) == 0
    else { throw DatabaseError(.cannotOpen, "The system has no descriptor left for the database's event loop.") }
    try WorkerThread.run { [self] in work() }
  }

  deinit {
    close(wakeUp)
    close(poll)
  }

  /// False when the loop has ended; then the job is dropped.
  @discardableResult
  func submit(_ job: @escaping Job) -> Bool {
    let (accepted, wakes) = inbox.with { inbox in
      if inbox.isClosed { return (false, false) }
      inbox.jobs.append(job)
      defer { inbox.isAsleep = false }
      return (true, inbox.isAsleep)
    }
    if wakes { _ = eventfd_write(wakeUp, 1) }
    return accepted
  }

  // MARK: On the thread

  /// What is done at every turn; it returns the milliseconds until it is wanted again at the latest.
  func onTick(_ tick: @escaping () -> Int32) {
    clients.tick = tick
  }

  func watch(_ descriptor: Int32, _ client: any Client) -> Bool {
    clients.byDescriptor[descriptor] = client
    return cl_epoll_control(poll, EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue, UInt64(descriptor)) == 0
  }

  func watch(_ descriptor: Int32, writable: Bool) {
    let events = writable ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue
    _ = cl_epoll_control(poll, EPOLL_CTL_MOD, descriptor, events, UInt64(descriptor))
  }

  func forget(_ descriptor: Int32) {
    clients.byDescriptor[descriptor] = nil
    _ = cl_epoll_control(poll, EPOLL_CTL_DEL, descriptor, 0, 0)
  }

  /// Ends the thread after this turn.
  func stop() {
    clients.isStopped = true
  }

  private func work() {
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    while !clients.isStopped {
      let jobs = inbox.with { inbox in
        var jobs: [Job] = []
        swap(&jobs, &inbox.jobs)
        inbox.isAsleep = jobs.isEmpty
        return jobs
      }
      for job in jobs { job() }
      let count = epoll_wait(poll, &events, Int32(events.count), jobs.isEmpty ? clients.pause : 0)
      inbox.with { $0.isAsleep = false }
      for index in 0..<max(0, Int(count)) {
        let descriptor = Int32(truncatingIfNeeded: cl_event_data(&events[index]))
        if descriptor == wakeUp {
          var value: eventfd_t = 0
          _ = eventfd_read(wakeUp, &value)
          continue
        }
        let mask = cl_event_mask(&events[index])
        let failed = mask & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        clients.byDescriptor[descriptor]?.ready(
          readable: failed || mask & EPOLLIN.rawValue != 0, writable: mask & EPOLLOUT.rawValue != 0)
      }
      clients.pause = clients.tick?() ?? 1000
    }
    let rest = inbox.with { inbox in
      inbox.isClosed = true
      defer { inbox.jobs = [] }
      return inbox.jobs
    }
    for job in rest { job() }
    clients.byDescriptor = [:]
    clients.tick = nil
  }
}
