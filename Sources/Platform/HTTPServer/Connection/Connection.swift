internal import CLinux
internal import Glibc
internal import HTTPMessage

/// One connection and its state; only the thread of its loop touches it.
final class Connection {
  enum Mode {
    case http
    /// Another protocol took over: bytes go through these channels.
    case upgraded(input: ByteChannel, output: ByteChannel, inputEnded: Bool)
    /// The last answer is out; what still comes is dropped until the client closes.
    case lingering(remaining: Int)
  }

  let descriptor: Int32
  let key: ConnectionKey
  // Safe without a count: only its loop holds a connection, and a task that outlives one holds the loop itself.
  unowned(unsafe) let loop: EventLoop
  let description: ConnectionDescription
  let countingKey: SocketAddress
  var tls: TLSConnection?

  var input = IOBuffer()
  var output = IOBuffer()
  var scanner: HeadScanner
  var mode = Mode.http
  var exchange: Exchange?
  var exchanges: UInt32 = 0
  /// No further request is read.
  var isClosing = false
  var isClosed = false
  var peerFinished = false
  var skippedEmptyLine = false
  /// Heartbeats in a row after which nothing came back.
  var silentBeats = 0
  /// The last send did not take everything.
  var isBlocked = false
  var interest: UInt32

  var deadline = Int64.max
  /// The tick its entry in the timer wheel comes up at.
  var filedTick = Int64.max
  /// The head timeout runs from the first byte, not from the last.
  var headStarted: Int64?
  /// Bytes in and out since progress was last looked at.
  var progress = 0
  var lastSend: Int64

  init(
    descriptor: Int32, key: ConnectionKey, loop: EventLoop, remote: SocketAddress, tls: TLSConnection?
  ) {
    self.descriptor = descriptor
    self.key = key
    self.loop = loop
    self.tls = tls
    description = ConnectionDescription(remote: remote, isSecure: tls != nil)
    countingKey = remote.countingKey
    scanner = HeadScanner(
      maximumRequestLine: loop.limits.requestLineBytes, maximumHead: loop.limits.headBytes)
    interest = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
    lastSend = loop.now
    headStarted = loop.now
    setDeadline(loop.timeouts.head)
  }

  var stock: BufferStock { loop.stock }

  /// Does everything that can be done now, then flushes and settles what to wait for.
  func advance() {
    guard !isClosed else { return }
    while step() {}
    guard !isClosed else { return }
    // With nothing in the output a blocked file stays marked as blocked, so that the socket's room raises an event.
    if !output.isEmpty { flush() }
    guard !isClosed else { return }
    settle()
  }

  /// One piece of work; false when it must wait for the client, the handler or room to send.
  private func step() -> Bool {
    guard !isClosed else { return false }
    switch mode {
    case .lingering: return linger()
    case .upgraded: return pumpUpgraded()
    case .http: break
    }
    guard exchange != nil else {
      guard !isClosing, output.count < 65_536 else { return false }
      return beginExchange()
    }
    var moved = false
    if exchange?.isBodyFinished == false { moved = takeBody() }
    guard !isClosed, let current = exchange else { return moved }
    switch current.phase {
    case .collecting:
      guard current.isBodyFinished else { return moved }
      dispatch()
      return exchange?.phase == .answering || exchange == nil
    case .handling:
      return moved
    case .answering:
      return pumpAnswer() || moved
    }
  }

  /// Whether more input is of use now.
  var wantsInput: Bool {
    if peerFinished { return false }
    switch mode {
    case .lingering: return true
    case .upgraded(let input, _, _): return !input.isFull
    case .http: break
    }
    guard let exchange else { return !isClosing && output.count < 65_536 }
    if exchange.isBodyFinished { return false }
    if case .channel(let channel) = exchange.intake { return channel.isAbandoned || !channel.isFull }
    return true
  }

  /// Sets the deadline so many milliseconds from now.
  func setDeadline(_ milliseconds: Int64) {
    deadline = loop.now + milliseconds
    loop.file(self)
  }

  /// Asks epoll for exactly what is of use, with as few calls as possible: input nobody wants is unmasked lazily.
  private func settle() {
    if case .http = mode, peerFinished, cannotGoOn {
      close()
      return
    }
    if exchange == nil, case .http = mode {
      if isClosing, output.isEmpty {
        startLingering()
        guard !isClosed else { return }
      } else if input.isEmpty {
        input.release(to: stock)
      }
    }
    var wanted = interest
    if wantsInput { wanted |= EPOLLIN.rawValue }
    if isBlocked { wanted |= EPOLLOUT.rawValue } else { wanted &= ~EPOLLOUT.rawValue }
    let resumes = wanted & ~interest & EPOLLIN.rawValue != 0
    updateInterest(wanted)
    // What OpenSSL has taken from the socket already raises no event.
    if resumes, tls?.hasPending == true { loop.wake(key) }
  }

  /// The client has finished: what waits for more of it is over, what is under way is still answered.
  private var cannotGoOn: Bool {
    guard let exchange else { return output.isEmpty }
    if exchange.isBodyFinished { return false }
    if case .discard = exchange.intake { return false }
    return true
  }

  func updateInterest(_ wanted: UInt32) {
    guard wanted != interest else { return }
    interest = wanted
    _ = cl_epoll_control(loop.epoll, EPOLL_CTL_MOD, descriptor, wanted, key.packed)
  }

  /// Says no more, and waits a little for the client to close, so that it sees the answer and not a reset.
  func startLingering() {
    if peerFinished, input.isEmpty {
      close()
      return
    }
    tls?.shutdown(descriptor)
    shutdown(descriptor, Int32(SHUT_WR))
    mode = .lingering(remaining: 16 << 20)
    input.discard(to: stock)
    setDeadline(loop.timeouts.linger)
  }

  private func linger() -> Bool {
    guard case .lingering(let remaining) = mode else { return false }
    let left = remaining - input.count
    input.discard(to: stock)
    mode = .lingering(remaining: left)
    if left <= 0 || peerFinished { close() }
    return false
  }

  /// Ends it at once; whoever works for it is told.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    if let exchange {
      if case .channel(let channel) = exchange.intake { channel.finish(throwing: ByteChannel.Failure.producerGone) }
      if case .stream(let channel, _, _) = exchange.outgoing { channel.abandon() }
      exchange.task?.cancel()
      report(exchange, complete: false)
    }
    if case .upgraded(let input, let output, _) = mode {
      input.finish(throwing: ByteChannel.Failure.producerGone)
      output.abandon()
    }
    exchange = nil
    input.discard(to: stock)
    output.discard(to: stock)
    tls = nil
    loop.forget(self)
    _ = Glibc.close(descriptor)
  }

  func report(_ exchange: Exchange, complete: Bool) {
    loop.pipeline.ended(
      exchange.request,
      ExchangeOutcome(
        status: exchange.status, requestBytes: exchange.received, responseBytes: exchange.sent,
        nanoseconds: MonotonicClock.nanoseconds() &- exchange.began, isComplete: complete))
  }
}
