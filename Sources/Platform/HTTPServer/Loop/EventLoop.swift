internal import CLinux
internal import Glibc
internal import HTTPMessage
internal import Synchronization
internal import Threads

/// One thread with its epoll, its listeners and its connections; the handlers of those connections run on it too.
// Safe to share: everything but `posted` and the descriptors is touched by the loop's own thread only,
// and `enqueue`, `wake` and `complete` ask which thread they are on before they choose the way.
final class EventLoop: TaskExecutor, @unchecked Sendable {
  private enum Item {
    case job(UnownedJob)
    case wake(ConnectionKey)
    case completed(ConnectionKey, UInt32, Response)
    case stop(deadline: Int64)
  }

  private static let wakeKey = UInt64.max
  private static let listenerBit: UInt64 = 0x8000_0000

  let epoll: Int32
  let pipeline: Pipeline
  let limits: ConnectionLimits
  let timeouts: ConnectionTimeouts
  let stock = BufferStock()
  let outline: HeadOutline
  private(set) var date = DateLine()
  /// Milliseconds of the monotonic clock, read once a round.
  private(set) var now: Int64
  private(set) var isDraining = false

  private let wakeDescriptor: Int32
  private let census: ConnectionCensus
  private let onStopped: @Sendable () -> Void
  private var listeners: [Listener]
  private var connections: [Connection?] = []
  private var free: [UInt32] = []
  private var generation: UInt32 = 0
  private var open = 0
  private var wheel: TimerWheel
  /// Asked by other threads while it starts.
  private let thread = Atomic<pthread_t>(0)
  private var local: [Item] = []
  private var spare: [Item] = []
  private let posted = Lock<[Item]>([])
  /// Handlers and producers that have not returned yet.
  private let tasks = Atomic<Int>(0)
  private var drainDeadline = Int64.max
  private var idleGrace = Int64.max

  init(
    pipeline: Pipeline, configuration: ServerConfiguration, census: ConnectionCensus, listeners: [Listener],
    onStopped: @escaping @Sendable () -> Void
  ) throws {
    self.pipeline = pipeline
    self.census = census
    self.listeners = listeners
    self.onStopped = onStopped
    limits = configuration.limits
    timeouts = configuration.timeouts
    outline = HeadOutline(maximumFields: configuration.limits.headerFields)
    now = Int64(MonotonicClock.nanoseconds() / 1_000_000)
    wheel = TimerWheel(now: now)
    epoll = cl_epoll_create()
    wakeDescriptor = cl_event_descriptor()
    guard epoll >= 0, wakeDescriptor >= 0 else { throw ListenError(address: "epoll", errno: errno) }
    _ = cl_epoll_control(epoll, EPOLL_CTL_ADD, wakeDescriptor, EPOLLIN.rawValue, Self.wakeKey)
    for (index, listener) in listeners.enumerated() {
      _ = cl_epoll_control(
        epoll, EPOLL_CTL_ADD, listener.descriptor, EPOLLIN.rawValue | listener.epollFlags,
        Self.listenerBit | UInt64(index))
    }
    date.update()
  }

  deinit {
    Glibc.close(epoll)
    Glibc.close(wakeDescriptor)
  }

  private var isCurrent: Bool { pthread_self() == thread.load(ordering: .relaxed) }

  func enqueue(_ job: consuming ExecutorJob) {
    post(.job(UnownedJob(job)))
  }

  /// Looks after a connection soon: something arrived for it, or there is room again.
  func wake(_ key: ConnectionKey) {
    post(.wake(key))
  }

  func complete(_ key: ConnectionKey, _ number: UInt32, _ response: Response) {
    if isCurrent, connection(key)?.keep(response, of: number) == true { return }
    post(.completed(key, number, response))
  }

  /// Starts work for a connection at once on this thread; it comes back here after each wait.
  func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    tasks.add(1, ordering: .relaxed)
    return Task.immediate(executorPreference: self) { [self] in
      await work()
      tasks.subtract(1, ordering: .releasing)
    }
  }

  /// Ends in good order; what is not done by the deadline is cut off.
  func stop(withinMilliseconds limit: Int64) {
    post(.stop(deadline: Int64(MonotonicClock.nanoseconds() / 1_000_000) + limit))
  }

  private func post(_ item: Item) {
    if isCurrent {
      local.append(item)
      return
    }
    let isFirst = posted.withLock { items in
      items.append(item)
      return items.count == 1
    }
    if isFirst { eventfd_write(wakeDescriptor, 1) }
  }

  /// The life of the loop's thread.
  func run() {
    thread.store(pthread_self(), ordering: .relaxed)
    let capacity: Int32 = 256
    let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: Int(capacity))
    defer { events.deallocate() }
    while !isFinished {
      let sleep = local.isEmpty ? nextSleep() : 0
      let count = epoll_wait(epoll, events, capacity, sleep)
      now = Int64(MonotonicClock.nanoseconds() / 1_000_000)
      date.update()
      if count > 0 {
        for index in 0..<Int(count) {
          dispatch(cl_event_data(events + index), cl_event_mask(events + index))
        }
      }
      runLocal()
      for (key, tick) in wheel.advance(to: now) { due(ConnectionKey(packed: key), tick) }
      if isDraining { drainRound() }
    }
    finish()
  }

  private var isFinished: Bool { isDraining && listeners.isEmpty && open == 0 && local.isEmpty }

  private func nextSleep() -> Int32 {
    let sleep = wheel.sleep(now: now)
    return isDraining ? min(sleep, 20) : sleep
  }

  private func dispatch(_ data: UInt64, _ events: UInt32) {
    if data == Self.wakeKey {
      var count: eventfd_t = 0
      eventfd_read(wakeDescriptor, &count)
      takePosted()
    } else if data & 0xFFFF_FFFF >= Self.listenerBit {
      let index = Int(data & 0x7FFF_FFFF)
      if index < listeners.count { accept(listeners[index]) }
    } else if let connection = connection(ConnectionKey(packed: data)) {
      connection.handle(events)
    }
  }

  private func takePosted() {
    let items = posted.withLock { items -> [Item] in
      defer { items = [] }
      return items
    }
    for item in items { execute(item) }
  }

  /// Runs what was put off, a bounded number of rounds so that busy tasks cannot keep the sockets waiting.
  private func runLocal() {
    for _ in 0..<16 {
      guard !local.isEmpty else { return }
      swap(&local, &spare)
      for item in spare { execute(item) }
      spare.removeAll(keepingCapacity: spare.capacity <= 1_024)
    }
  }

  private func execute(_ item: Item) {
    switch item {
    case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
    case .wake(let key): connection(key)?.advance()
    case .completed(let key, let number, let response): connection(key)?.completed(number, response)
    case .stop(let deadline): startDraining(deadline)
    }
  }

  private func connection(_ key: ConnectionKey) -> Connection? {
    guard key.slot < connections.count, let connection = connections[Int(key.slot)], connection.key == key else {
      return nil
    }
    return connection
  }

  func file(_ connection: Connection) {
    guard connection.deadline / TimerWheel.tick + 1 < connection.filedTick else { return }
    connection.filedTick = wheel.file(connection.key.packed, at: connection.deadline)
  }

  private func due(_ key: ConnectionKey, _ tick: Int64) {
    guard let connection = connection(key), connection.filedTick == tick else { return }
    connection.filedTick = .max
    if connection.deadline <= now {
      connection.deadline = .max
      connection.timedOut()
    } else if connection.deadline != .max {
      file(connection)
    }
  }

  func forget(_ connection: Connection) {
    connections[Int(connection.key.slot)] = nil
    free.append(connection.key.slot)
    open -= 1
    census.left(connection.countingKey)
  }

  private func accept(_ listener: Listener) {
    while let (descriptor, remote) = listener.accept() {
      switch census.arrived(remote.countingKey) {
      case .tooMany: refuse(descriptor, listener, .serviceUnavailable)
      case .tooManyFromAddress: refuse(descriptor, listener, .tooManyRequests)
      case .welcome: adopt(descriptor, remote, listener)
      }
    }
  }

  private func adopt(_ descriptor: Int32, _ remote: SocketAddress, _ listener: Listener) {
    var tls: TLSConnection?
    if let context = listener.tls {
      tls = TLSConnection(context, descriptor: descriptor)
      guard tls != nil else {
        Glibc.close(descriptor)
        census.left(remote.countingKey)
        return
      }
    }
    let slot: UInt32
    if let used = free.popLast() {
      slot = used
    } else {
      slot = UInt32(connections.count)
      connections.append(nil)
    }
    generation &+= 1
    let key = ConnectionKey(slot: slot, generation: generation)
    open += 1
    let connection = Connection(descriptor: descriptor, key: key, loop: self, remote: remote, tls: tls)
    connections[Int(slot)] = connection
    guard cl_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, connection.interest, key.packed) == 0 else {
      connection.close()
      return
    }
    file(connection)
    // A request that came with the connection need not wait for the next round.
    if tls == nil { connection.handle(EPOLLIN.rawValue) }
  }

  private func startDraining(_ deadline: Int64) {
    guard !isDraining else { return }
    isDraining = true
    drainDeadline = deadline
    idleGrace = now + min(300, max(0, deadline - now) / 4)
    // What the kernel has already accepted for us is served, then nobody new gets in.
    for listener in listeners {
      accept(listener)
      _ = cl_epoll_control(epoll, EPOLL_CTL_DEL, listener.descriptor, 0, 0)
      accept(listener)
      listener.close()
    }
    listeners = []
  }

  private func drainRound() {
    let isOver = now >= drainDeadline
    for connection in connections {
      guard let connection else { continue }
      if isOver { connection.close() } else { connection.drain(closesIdle: now >= idleGrace) }
    }
  }

  private func finish() {
    takePosted()
    while !local.isEmpty { runLocal() }
    onStopped()
    // Tasks that outlive their connection still need this thread.
    while tasks.load(ordering: .acquiring) > 0 {
      var poll = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
      Glibc.poll(&poll, 1, 100)
      var count: eventfd_t = 0
      eventfd_read(wakeDescriptor, &count)
      takePosted()
      while !local.isEmpty { runLocal() }
    }
  }
}
