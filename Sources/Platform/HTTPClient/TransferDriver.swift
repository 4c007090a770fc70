internal import Synchronization
internal import Threads

/// Owns the transferring thread: it ends when nobody can ask for anything any more.
final class TransferDriver: Sendable {
  /// What the new thread takes over.
  private final class Launch: Sendable {
    let inbox: TransferInbox
    let settings: HTTPClientSettings
    let counters: ClientCounters

    init(inbox: TransferInbox, settings: HTTPClientSettings, counters: ClientCounters) {
      self.inbox = inbox
      self.settings = settings
      self.counters = counters
    }

    func run() {
      do {
        let loop = try TransferLoop(inbox: inbox, settings: settings, counters: counters)
        loop.run()
      } catch {
        for case .start(let exchange) in inbox.shut() {
          exchange.finish(.failure(exchange.error(error.code, error.message)))
        }
      }
    }
  }

  let inbox: TransferInbox
  let counters = ClientCounters()
  private let identifiers = Atomic<UInt64>(0)

  init(_ settings: HTTPClientSettings) throws(HTTPClientError) {
    inbox = try TransferInbox()
    let launch = Launch(inbox: inbox, settings: settings, counters: counters)
    guard PlatformThread.start(name: "export-client", { launch.run() }) else {
      throw HTTPClientError(.resources, "no thread could be started", origin: "")
    }
  }

  deinit { inbox.post(.stop) }

  /// A name for a sending that is being prepared.
  func reserve() -> UInt64 {
    identifiers.add(1, ordering: .relaxed).newValue
  }

  /// Hands a sending to the thread.
  func start(_ plan: TransferPlan, as identifier: UInt64) -> Exchange {
    let exchange = Exchange(identifier: identifier, plan: plan, inbox: inbox)
    if !inbox.post(.start(exchange)) {
      exchange.finish(.failure(exchange.error(.closed, "the client was closed")))
    }
    return exchange
  }
}
