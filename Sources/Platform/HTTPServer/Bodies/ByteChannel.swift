internal import Threads

/// A bounded pipe of byte chunks from producers to one consumer.
///
/// Each side may be an event loop (which never waits: it gets a signal instead), a task or a plain thread.
public final class ByteChannel: Sendable {
  public enum Failure: Error, Sendable {
    /// The consumer is gone; nothing written any more arrives anywhere.
    case consumerGone
    /// The connection broke before the end.
    case producerGone
  }

  private enum Waiter {
    case task(CheckedContinuation<Void, Never>)
    case thread(CountingSemaphore)

    func wake() {
      switch self {
      case .task(let continuation): continuation.resume()
      case .thread(let signal): signal.signal()
      }
    }
  }

  private struct State {
    var chunks: [[UInt8]] = []
    var first = 0
    var buffered = 0
    var ended = false
    var failure: (any Error)?
    var abandoned = false
    var demanded = false
    var consumer: Waiter?
    var producers: [Waiter] = []
    var signalsProducer = false
  }

  enum Taken {
    case chunk([UInt8])
    case empty
    case end
    case failed(any Error)
  }

  private let state = Lock(State())
  private let capacity: Int
  /// Called when something arrived for a consumer that does not wait.
  private let onArrival: @Sendable () -> Void
  /// Called when a producer that does not wait may go on, and when the consumer asks for the first time.
  private let onSpace: @Sendable () -> Void

  init(
    capacity: Int = 65_536, onArrival: @escaping @Sendable () -> Void = {},
    onSpace: @escaping @Sendable () -> Void = {}
  ) {
    self.capacity = capacity
    self.onArrival = onArrival
    self.onSpace = onSpace
  }

  /// Adds a chunk without waiting; false when the producer should pause until `onSpace`.
  @discardableResult
  func offer(_ chunk: [UInt8]) -> Bool {
    let (waiter, goOn, signals) = state.withLock { state -> (Waiter?, Bool, Bool) in
      if state.abandoned || state.ended { return (nil, true, false) }
      let wasEmpty = state.chunks.isEmpty
      if !chunk.isEmpty {
        state.chunks.append(chunk)
        state.buffered += chunk.count
      }
      let full = state.buffered >= capacity
      if full { state.signalsProducer = true }
      return (Self.take(&state.consumer), !full, wasEmpty)
    }
    waiter?.wake()
    if signals { onArrival() }
    return goOn
  }

  /// Adds a chunk and waits while the channel is full.
  func write(_ chunk: [UInt8]) async throws {
    while true {
      try Task.checkCancellation()
      guard try isBlocked(putting: chunk) else { return }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          park(producer: .task(continuation))
          if Task.isCancelled { wakeProducer() }
        }
      } onCancel: {
        wakeProducer()
      }
    }
  }

  /// The same for a thread that may block.
  func writeBlocking(_ chunk: [UInt8]) throws {
    let signal = CountingSemaphore()
    while try isBlocked(putting: chunk) {
      park(producer: .thread(signal))
      signal.wait()
    }
  }

  /// Whether the channel is full; otherwise the chunk is in.
  private func isBlocked(putting chunk: [UInt8]) throws -> Bool {
    let (waiter, done, signals) = try state.withLock { state -> (Waiter?, Bool, Bool) in
      if state.abandoned { throw Failure.consumerGone }
      if let failure = state.failure { throw failure }
      if state.ended { throw Failure.consumerGone }
      if state.buffered >= capacity { return (nil, false, false) }
      let wasEmpty = state.chunks.isEmpty
      if !chunk.isEmpty {
        state.chunks.append(chunk)
        state.buffered += chunk.count
      }
      return (Self.take(&state.consumer), true, wasEmpty)
    }
    waiter?.wake()
    if signals { onArrival() }
    return !done
  }

  private func park(producer waiter: Waiter) {
    let now = state.withLock { state -> Bool in
      if state.abandoned || state.ended || state.buffered < capacity { return true }
      state.producers.append(waiter)
      return false
    }
    if now { waiter.wake() }
  }

  private func wakeProducer() {
    for waiter in state.withLock({ Self.takeAll(&$0.producers) }) { waiter.wake() }
  }

  /// Nothing more will come; with an error when what came is not the whole.
  func finish(throwing error: (any Error)? = nil) {
    let waiters = state.withLock { state -> (Waiter?, [Waiter]) in
      if state.ended { return (nil, []) }
      state.ended = true
      state.failure = error
      return (Self.take(&state.consumer), Self.takeAll(&state.producers))
    }
    waiters.0?.wake()
    for waiter in waiters.1 { waiter.wake() }
    onArrival()
  }

  var isFull: Bool { state.withLock { $0.buffered >= capacity && !$0.abandoned } }
  var isAbandoned: Bool { state.withLock(\.abandoned) }
  /// Whether the consumer has asked for anything yet.
  var isDemanded: Bool { state.withLock(\.demanded) }

  /// The next chunk without waiting.
  func take() -> Taken {
    var waiters: [Waiter] = []
    var signals = false
    let taken = state.withLock { state -> Taken in
      if state.first < state.chunks.count {
        let chunk = state.chunks[state.first]
        state.chunks[state.first] = []
        state.first += 1
        if state.first == state.chunks.count {
          state.chunks.removeAll(keepingCapacity: true)
          state.first = 0
        }
        state.buffered -= chunk.count
        if state.buffered < capacity {
          waiters = Self.takeAll(&state.producers)
          signals = state.signalsProducer
          state.signalsProducer = false
        }
        return .chunk(chunk)
      }
      if let failure = state.failure { return .failed(failure) }
      return state.ended ? .end : .empty
    }
    for waiter in waiters { waiter.wake() }
    if signals { onSpace() }
    return taken
  }

  /// The next chunk; `nil` at the end.
  func next() async throws -> [UInt8]? {
    demand()
    while true {
      try Task.checkCancellation()
      switch take() {
      case .chunk(let chunk): return chunk
      case .end: return nil
      case .failed(let error): throw error
      case .empty:
        await withTaskCancellationHandler {
          await withCheckedContinuation { continuation in
            park(consumer: .task(continuation))
            if Task.isCancelled { wakeConsumer() }
          }
        } onCancel: {
          wakeConsumer()
        }
      }
    }
  }

  /// The same for a thread that may block.
  func nextBlocking() throws -> [UInt8]? {
    demand()
    let signal = CountingSemaphore()
    while true {
      switch take() {
      case .chunk(let chunk): return chunk
      case .end: return nil
      case .failed(let error): throw error
      case .empty:
        park(consumer: .thread(signal))
        signal.wait()
      }
    }
  }

  private func demand() {
    let first = state.withLock { state -> Bool in
      defer { state.demanded = true }
      return !state.demanded
    }
    if first { onSpace() }
  }

  private func park(consumer waiter: Waiter) {
    let now = state.withLock { state -> Bool in
      if state.ended || state.first < state.chunks.count { return true }
      state.consumer = waiter
      return false
    }
    if now { waiter.wake() }
  }

  private func wakeConsumer() {
    state.withLock { Self.take(&$0.consumer) }?.wake()
  }

  /// The consumer wants nothing more: what is buffered goes, and the producer learns of it.
  func abandon() {
    let waiters = state.withLock { state -> [Waiter] in
      state.abandoned = true
      state.chunks = []
      state.first = 0
      state.buffered = 0
      return Self.takeAll(&state.producers)
    }
    for waiter in waiters { waiter.wake() }
    onSpace()
  }

  private static func take(_ waiter: inout Waiter?) -> Waiter? {
    defer { waiter = nil }
    return waiter
  }

  private static func takeAll(_ waiters: inout [Waiter]) -> [Waiter] {
    defer { waiters = [] }
    return waiters
  }
}
