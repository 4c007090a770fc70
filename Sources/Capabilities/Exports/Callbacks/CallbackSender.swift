internal import Database
internal import EventStore
internal import Synchronization
internal import Threads

/// Sends what is due, several at a time, and tries again what did not arrive: at least once, with the same id.
public final class CallbackSender: Sendable {
  private let store: CallbackStore
  private let transport: any CallbackTransport
  private let log: @Sendable (String) -> Void
  private let random: @Sendable () -> Double
  private let task = Lock<Task<Void, Never>?>(nil)
  private static let together = 16

  public init(
    _ store: CallbackStore, _ transport: any CallbackTransport,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.store = store
    self.transport = transport
    self.random = random
    self.log = log
  }

  /// Begins to look every second for what is due.
  public func start(every interval: Duration = .seconds(1)) {
    task.withLock { task in
      task = Task { [self] in
        var rounds = 0
        while !Task.isCancelled {
          do {
            while try await sendDue() > 0 {}
            if rounds % 3_600 == 0 { try await store.forget() }
          } catch {
            if Task.isCancelled { return }
            log("callbacks cannot be sent now: \(error)")
          }
          rounds += 1
          if (try? await Task.sleep(for: interval)) == nil { return }
        }
      }
    }
  }

  public func stop() async {
    let running = task.withLock { task in task.take() }
    running?.cancel()
    await running?.value
    await transport.close()
  }

  /// Sends what is due now; how many that were.
  @discardableResult
  public func sendDue() async throws -> Int {
    let due = try await store.claim(limit: Self.together)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for delivery in due {
        group.addTask { [self] in
          let outcome = try await send(delivery)
          try await store.record(delivery, outcome)
        }
      }
      try await group.waitForAll()
    }
    return due.count
  }

  private func send(_ delivery: CallbackDelivery) async throws -> CallbackOutcome {
    if try await store.isRefused(delivery.url, tenant: delivery.tenant) {
      return CallbackOutcome(state: .failed, problem: "The receiver said with 410 that it wants nothing more.")
    }
    let seconds = store.clock.now() / 1_000_000
    let secrets = try await store.secrets(tenant: delivery.tenant)
    let fields = [
      "Content-Type": "application/json", "webhook-id": delivery.id, "webhook-timestamp": "\(seconds)",
      "webhook-signature": CallbackSecret.signatures(secrets, id: delivery.id, seconds: seconds, body: delivery.body),
    ]
    do {
      let answer = try await transport.post(delivery.url, fields: fields, body: Array(delivery.body.utf8))
      switch answer.status {
      case 200..<300: return CallbackOutcome(state: .delivered, status: answer.status)
      case 410:
        return CallbackOutcome(
          state: .failed, status: 410, problem: "The receiver wants nothing more.", isRefusal: true)
      default:
        return again(
          delivery, answer.status, "The receiver answered \(answer.status).", atLeast: answer.retryAfter)
      }
    } catch {
      if Task.isCancelled { throw error }
      return again(delivery, nil, "\(error)", atLeast: nil)
    }
  }

  private func again(_ delivery: CallbackDelivery, _ status: Int?, _ problem: String, atLeast seconds: Int64?)
    -> CallbackOutcome
  {
    let next = CallbackDelivery.next(
      after: delivery.attempt, now: store.clock.now(), atLeast: seconds, random: random())
    return CallbackOutcome(
      state: next == nil ? .failed : .waiting, nextAt: next, status: status, problem: String(problem.prefix(500)))
  }
}
