internal import Threads

/// One sending and its answer, shared between the task that waits and the thread that transfers.
final class Exchange: Sendable {
  private struct State {
    var head: ResponseHead?
    var pending: [UInt8] = []
    var isPaused = false
    /// The end of the answer, good or bad.
    var outcome: Result<Void, HTTPClientError>?
    var headWaiter: UnsafeContinuation<Result<ResponseHead, HTTPClientError>, Never>?
    var bodyWaiter: UnsafeContinuation<Void, Never>?
    var pump: Task<Void, Never>?
  }

  private static let capacity = 256 << 10
  let identifier: UInt64
  let plan: TransferPlan
  private let inbox: TransferInbox
  private let state = Lock(State())

  init(identifier: UInt64, plan: TransferPlan, inbox: TransferInbox) {
    self.identifier = identifier
    self.plan = plan
    self.inbox = inbox
  }

  // The transferring side.

  func receive(head: ResponseHead) {
    state.withLock { $0.head = head }
  }

  /// False when the reader is behind; the same bytes are offered again after it has read.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      guard state.pending.count < Self.capacity else {
        state.isPaused = true
        return false
      }
      if state.pending.isEmpty { state.pending.reserveCapacity(max(bytes.count, 16 << 10)) }
      state.pending.append(contentsOf: bytes)
      return true
    }
  }

  var isPaused: Bool { state.withLock { $0.isPaused } }
  var hasEnded: Bool { state.withLock { $0.outcome != nil } }

  /// Wakes who waits for what has come. Done once for all events of a round, not for each.
  func wake() {
    let (head, answer, body) = state.withLock { state in
      var answer: Result<ResponseHead, HTTPClientError>?
      if let head = state.head {
        answer = .success(head)
      } else if case .failure(let error)? = state.outcome {
        answer = .failure(error)
      }
      let headWaiter = answer == nil ? nil : state.headWaiter
      if headWaiter != nil { state.headWaiter = nil }
      let bodyWaiter = state.pending.isEmpty && state.outcome == nil ? nil : state.bodyWaiter
      if bodyWaiter != nil { state.bodyWaiter = nil }
      return (headWaiter, answer, bodyWaiter)
    }
    if let head, let answer { head.resume(returning: answer) }
    body?.resume()
  }

  func finish(_ outcome: Result<Void, HTTPClientError>) {
    let pump = state.withLock { state in
      if state.outcome == nil { state.outcome = outcome }
      let pump = state.pump
      state.pump = nil
      return pump
    }
    pump?.cancel()
    if case .channel(let channel) = plan.body { channel.close() }
    wake()
  }

  // The waiting side.

  /// Keeps the task that makes the body; it is cancelled when the transfer ends.
  func keep(_ pump: Task<Void, Never>) {
    let isLate = state.withLock { state in
      guard state.outcome == nil else { return true }
      state.pump = pump
      return false
    }
    if isLate { pump.cancel() }
  }

  func head() async throws(HTTPClientError) -> ResponseHead {
    let result = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let answer: Result<ResponseHead, HTTPClientError>? = state.withLock { state in
          if let head = state.head { return .success(head) }
          if case .failure(let error)? = state.outcome { return .failure(error) }
          state.headWaiter = continuation
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// All bytes that have come since the last call; `nil` at the end.
  func bytes() async throws(HTTPClientError) -> [UInt8]? {
    while true {
      let (bytes, outcome, resumes) = state.withLock { state in
        guard !state.pending.isEmpty else { return ([UInt8](), state.outcome, false) }
        let bytes = state.pending
        state.pending = []
        let resumes = state.isPaused
        state.isPaused = false
        return (bytes, nil, resumes)
      }
      if resumes { inbox.post(.resumeReceiving(identifier)) }
      if !bytes.isEmpty { return bytes }
      if let outcome {
        try outcome.get()
        return nil
      }
      await withTaskCancellationHandler {
        await withUnsafeContinuation { continuation in
          let isReady = state.withLock { state in
            guard state.pending.isEmpty, state.outcome == nil else { return true }
            state.bodyWaiter = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        cancel()
      }
    }
  }

  func cancel() {
    guard !hasEnded else { return }
    inbox.post(.cancel(identifier))
  }

  func error(_ code: HTTPClientError.Code, _ message: String) -> HTTPClientError {
    HTTPClientError(code, message, origin: plan.target.origin)
  }
}
