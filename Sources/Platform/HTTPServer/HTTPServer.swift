internal import CLinux
internal import Glibc
internal import Threads

/// Serves an application on its addresses until it is stopped.
public final class HTTPServer: Sendable {
  private struct State {
    var loops: [EventLoop] = []
    var addresses: [ListenAddress] = []
    var running = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let pipeline: Pipeline
  private let configuration: ServerConfiguration
  private let tls: TLSContext?
  private let census: ConnectionCensus
  private let state = Lock(State())

  /// With a TLS context every TCP address speaks TLS; Unix sockets stay plain.
  public init(
    _ application: Application, configuration: ServerConfiguration = ServerConfiguration(), tls: TLSContext? = nil
  ) {
    pipeline = Pipeline(application)
    self.configuration = configuration
    self.tls = tls
    census = ConnectionCensus(limits: configuration.limits)
  }

  /// Where it listens, with the ports that the kernel chose.
  public var addresses: [ListenAddress] { state.withLock(\.addresses) }
  /// Open connections at this moment.
  public var connections: Int { census.total }

  /// Binds the addresses and starts the loops; returns when connections are accepted.
  public func start() throws {
    let count = configuration.loops > 0 ? configuration.loops : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var listeners = [[Listener]](repeating: [], count: count)
    var addresses: [ListenAddress] = []
    do {
      for address in configuration.addresses {
        var secure = tls
        if case .unix = address { secure = nil }
        let opened = try Listener.open(address, tls: secure, loops: count, backlog: configuration.backlog)
        addresses.append(opened.address)
        for (index, listener) in opened.listeners.enumerated() { listeners[index].append(listener) }
      }
    } catch {
      for listener in listeners.joined() { listener.close() }
      throw error
    }
    for own in listeners {
      let loop = try EventLoop(
        pipeline: pipeline, configuration: configuration, census: census, listeners: own,
        onStopped: { [self] in loopStopped() })
      state.withLock {
        $0.loops.append(loop)
        $0.running += 1
      }
      guard PlatformThread.start(name: "export-http", { loop.run() }) else {
        throw ListenError(address: "a thread", errno: EAGAIN)
      }
    }
    state.withLock { $0.addresses = addresses }
  }

  /// Accepts nobody new, finishes what was accepted, and cuts off what is not done in time.
  public func stop(withinMilliseconds limit: Int64 = 2_500) async {
    for loop in state.withLock(\.loops) { loop.stop(withinMilliseconds: limit) }
    await finished()
    for case .unix(let path) in addresses { unlink(path) }
  }

  /// Waits until the server has stopped.
  public func finished() async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state -> Bool in
        guard state.running > 0 else { return true }
        state.waiters.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  private func loopStopped() {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.running -= 1
      guard state.running == 0 else { return [] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
