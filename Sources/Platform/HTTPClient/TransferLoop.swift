internal import CCurl
internal import CLinux
internal import Glibc

/// The thread that does all transfers: libcurl's multi handle on epoll. Nothing of it is touched from elsewhere.
final class TransferLoop {
  private let inbox: TransferInbox
  private let settings: HTTPClientSettings
  private let counters: ClientCounters
  private let multi: UnsafeMutableRawPointer
  private let epoll: CInt
  private var queue: ConnectionQueue
  private var waiting: [UInt64: Exchange] = [:]
  private var transfers: [UInt64: Transfer] = [:]
  private var spareHandles: [UnsafeMutableRawPointer] = []
  private var awake: [Transfer] = []
  /// What epoll watches for each descriptor.
  private var interests: [CInt: UInt32] = [:]
  /// When libcurl wants to be called without an event.
  private var alarm: UInt64?
  /// No deadline passes before this moment.
  private var nextLook = UInt64.max
  private var isStopping = false

  init(inbox: TransferInbox, settings: HTTPClientSettings, counters: ClientCounters) throws(HTTPClientError) {
    guard ClientLibrary.isReady, let multi = curl_multi_init() else {
      throw HTTPClientError(.resources, "libcurl cannot start", origin: "")
    }
    let epoll = cl_epoll_create()
    guard epoll >= 0 else {
      curl_multi_cleanup(multi)
      throw HTTPClientError(.resources, "no file descriptor left; raise the limit of open files", origin: "")
    }
    self.inbox = inbox
    self.settings = settings
    self.counters = counters
    self.multi = multi
    self.epoll = epoll
    queue = ConnectionQueue(limit: settings.maximumConnections, limitPerOrigin: settings.maximumConnectionsPerOrigin)
    _ = cl_epoll_control(epoll, EPOLL_CTL_ADD, inbox.bell, EPOLLIN.rawValue, UInt64(inbox.bell))
    // One request at a time on a connection, with HTTP/2 too: within one connection a reader that is behind would
    // hold up the others.
    cc_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    cc_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(1, settings.maximumConnections))
  }

  deinit {
    for handle in spareHandles { curl_easy_cleanup(handle) }
    curl_multi_cleanup(multi)
    close(epoll)
  }

  func run() {
    watch()
    withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 128) { events in
      while !isStopping { round(events) }
    }
    let error = { (exchange: Exchange) in exchange.error(.closed, "the client was closed") }
    for transfer in Array(transfers.values) { finish(transfer, .failure(error(transfer.exchange))) }
    for exchange in queue.removeAll() { exchange.finish(.failure(error(exchange))) }
    for case .start(let exchange) in inbox.shut() { exchange.finish(.failure(error(exchange))) }
  }

  private func round(_ events: UnsafeMutableBufferPointer<epoll_event>) {
    let count = epoll_wait(epoll, events.baseAddress, CInt(events.count), timeout())
    var running: CInt = 0
    for index in 0..<max(0, Int(count)) {
      guard let event = events.baseAddress.map({ $0 + index }) else { break }
      let descriptor = CInt(cl_event_data(event))
      if descriptor == inbox.bell {
        var rings: eventfd_t = 0
        eventfd_read(descriptor, &rings)
        continue
      }
      curl_multi_socket_action(multi, descriptor, Self.action(cl_event_mask(event)), &running)
    }
    for message in inbox.take() { handle(message) }
    let now = MonotonicTime.now()
    if let moment = alarm, moment <= now {
      alarm = nil
      cc_multi_timeout(multi, &running)
    }
    collect()
    if nextLook <= now { look(now) }
    admit()
    for transfer in awake { transfer.wake() }
    awake.removeAll(keepingCapacity: true)
  }

  private static func action(_ mask: UInt32) -> CInt {
    var action: CInt = 0
    if mask & EPOLLIN.rawValue != 0 { action |= CURL_CSELECT_IN }
    if mask & EPOLLOUT.rawValue != 0 { action |= CURL_CSELECT_OUT }
    if mask & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { action |= CURL_CSELECT_ERR }
    return action
  }

  /// Milliseconds until something is due, rounded up so that the moment has come then.
  private func timeout() -> CInt {
    let moment = min(alarm ?? UInt64.max, nextLook)
    guard moment != UInt64.max else { return -1 }
    let now = MonotonicTime.now()
    return moment <= now ? 0 : CInt(min((moment - now + 999_999) / 1_000_000, 60_000))
  }

  private func handle(_ message: TransferInbox.Message) {
    switch message {
    case .start(let exchange):
      waiting[exchange.identifier] = exchange
      queue.append(exchange)
      if let end = exchange.plan.end { nextLook = min(nextLook, end) }
    case .cancel(let identifier):
      fail(identifier, .cancelled, "the request was cancelled")
    case .resumeReceiving(let identifier), .resumeSending(let identifier):
      guard let transfer = transfers[identifier] else { return }
      transfer.lastActivity = MonotonicTime.now()
      curl_easy_pause(transfer.handle, CInt(cc_pause_none))
    case .stop:
      isStopping = true
    }
  }

  private func fail(_ identifier: UInt64, _ code: HTTPClientError.Code, _ message: String) {
    if let transfer = transfers[identifier] {
      finish(transfer, .failure(transfer.exchange.error(code, message)))
    } else if let exchange = waiting.removeValue(forKey: identifier) {
      exchange.finish(.failure(exchange.error(code, message)))
    }
  }

  /// Starts what there are connections for.
  private func admit() {
    while let exchange = queue.next() {
      waiting[exchange.identifier] = nil
      guard let handle = spareHandles.popLast() ?? curl_easy_init() else {
        refuse(exchange, exchange.error(.resources, "out of memory"))
        continue
      }
      do {
        let transfer = try Transfer(exchange, handle: handle, settings: settings) { [unowned self] in awake.append($0) }
        transfer.configure()
        transfers[exchange.identifier] = transfer
        curl_multi_add_handle(multi, handle)
        if case .success(let moment) = transfer.deadline(at: transfer.lastActivity) { nextLook = min(nextLook, moment) }
      } catch {
        spareHandles.append(handle)
        refuse(exchange, exchange.error(error.code, error.message))
      }
    }
  }

  private func refuse(_ exchange: Exchange, _ error: HTTPClientError) {
    queue.leave(exchange.plan.target.origin)
    exchange.finish(.failure(error))
  }

  /// Takes the transfers that libcurl is done with.
  private func collect() {
    var left: CInt = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      let result = cc_message_result(message)
      var context: UnsafeMutableRawPointer?
      cc_get_pointer(handle, CURLINFO_PRIVATE, &context)
      guard let context else { continue }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      finish(transfer, transfer.outcome(result))
    }
  }

  private func finish(_ transfer: Transfer, _ outcome: Result<Void, HTTPClientError>) {
    var connections = 0
    cc_get_long(transfer.handle, CURLINFO_NUM_CONNECTS, &connections)
    counters.add(connections: connections)
    curl_multi_remove_handle(multi, transfer.handle)
    curl_easy_reset(transfer.handle)
    if spareHandles.count < settings.maximumConnections {
      spareHandles.append(transfer.handle)
    } else {
      curl_easy_cleanup(transfer.handle)
    }
    transfers[transfer.exchange.identifier] = nil
    queue.leave(transfer.plan.target.origin)
    transfer.exchange.finish(outcome)
  }

  /// Ends what is past a deadline and finds the next moment to look.
  private func look(_ now: UInt64) {
    nextLook = UInt64.max
    for transfer in Array(transfers.values) {
      switch transfer.deadline(at: now) {
      case .success(let moment): nextLook = min(nextLook, moment)
      case .failure(let error): finish(transfer, .failure(error))
      }
    }
    for (identifier, exchange) in waiting {
      guard let end = exchange.plan.end else { continue }
      if end <= now {
        fail(identifier, .timeout, "no connection was free within the request's total limit")
      } else {
        nextLook = min(nextLook, end)
      }
    }
  }

  /// Lets libcurl say which descriptors and which moment it waits for.
  private func watch() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    cc_multi_set_socket_watcher(
      multi,
      { _, descriptor, wish, context, _ in
        context.map { Unmanaged<TransferLoop>.fromOpaque($0).takeUnretainedValue().watch(descriptor, wish) }
        return 0
      }, me)
    cc_multi_set_timer(
      multi,
      { _, milliseconds, context in
        context.map { Unmanaged<TransferLoop>.fromOpaque($0).takeUnretainedValue().setAlarm(milliseconds) }
        return 0
      }, me)
  }

  private func setAlarm(_ milliseconds: Int) {
    alarm = milliseconds < 0 ? nil : MonotonicTime.now() + UInt64(milliseconds) * 1_000_000
  }

  private func watch(_ descriptor: CInt, _ wish: CInt) {
    if wish == CURL_POLL_REMOVE {
      // libcurl may have closed it already, then epoll has forgotten it by itself.
      _ = cl_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
      interests[descriptor] = nil
      return
    }
    var mask: UInt32 = 0
    if wish & CURL_POLL_IN != 0 { mask |= EPOLLIN.rawValue }
    if wish & CURL_POLL_OUT != 0 { mask |= EPOLLOUT.rawValue }
    let operation = interests[descriptor] == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
    if cl_epoll_control(epoll, operation, descriptor, mask, UInt64(descriptor)) != 0 {
      let other = operation == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
      _ = cl_epoll_control(epoll, other, descriptor, mask, UInt64(descriptor))
    }
    interests[descriptor] = mask
  }
}
