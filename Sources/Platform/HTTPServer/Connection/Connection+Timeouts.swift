internal import HTTPMessage

extension Connection {
  /// Its time has come: what was it waiting for?
  func timedOut() {
    switch mode {
    case .lingering:
      close()
      return
    case .upgraded:
      beat()
      return
    case .http: break
    }
    guard let current = exchange else {
      betweenRequests()
      return
    }
    if !current.isBodyFinished, waitsForBody(current) { return }
    switch current.phase {
    case .collecting, .handling: handlerTimedOut(current)
    case .answering: sendingTimedOut(current)
    }
  }

  private func betweenRequests() {
    if !output.isEmpty {
      if loop.now - lastSend >= loop.timeouts.write { close() } else { setDeadline(loop.timeouts.write) }
    } else if input.isEmpty {
      close()
    } else {
      refuse(RequestRefusal(.requestTimeout, "request_timeout", "The request head did not arrive in time."))
      advance()
    }
  }

  /// Whether the body still comes at a bearable rate; a body that we ourselves hold back may take its time.
  private func waitsForBody(_ current: Exchange) -> Bool {
    if case .channel(let channel) = current.intake {
      if channel.isFull || (current.owesContinue && !channel.isDemanded) {
        setDeadline(loop.timeouts.body)
        return current.phase == .handling
      }
    }
    if case .discard = current.intake {
      guard case .none = current.outgoing, output.isEmpty else { return false }
      close()
      return true
    }
    let wanted = loop.timeouts.minimumBodyRate * loop.timeouts.body / 1_000
    if Int64(progress) >= wanted {
      progress = 0
      setDeadline(loop.timeouts.body)
      return true
    }
    let refusal = RequestRefusal(.requestTimeout, "request_timeout", "The body did not arrive in time.")
    if current.phase == .answering {
      close()
    } else {
      refuseExchange(refusal)
      advance()
    }
    return true
  }

  private func handlerTimedOut(_ current: Exchange) {
    current.task?.cancel()
    exchange?.task = nil
    exchange?.keepsAlive = false
    respond(
      loop.pipeline.answer(
        to: HTTPError(
          .serviceUnavailable, code: "time_limit_exceeded", detail: "The answer took longer than this route allows.",
          fields: ["Retry-After": "5"]), for: current.request))
    advance()
  }

  private func sendingTimedOut(_ current: Exchange) {
    if isBlocked {
      let quiet = loop.now - lastSend
      if quiet >= loop.timeouts.write {
        close()
      } else {
        setDeadline(loop.timeouts.write - quiet)
      }
      return
    }
    if let heartbeat = current.heartbeat, case .stream(_, let chunked, _) = current.outgoing {
      if loop.now - lastSend >= heartbeat.milliseconds { append(heartbeat.bytes, chunked: chunked) }
      setDeadline(heartbeat.milliseconds)
      advance()
      return
    }
    setDeadline(loop.timeouts.write)
  }

  /// Keeps an upgraded connection alive, and gives up on a peer that neither reads nor answers.
  private func beat() {
    guard let heartbeat = exchange?.heartbeat else { return }
    if isBlocked, loop.now - lastSend >= loop.timeouts.write {
      close()
      return
    }
    if progress == 0, silentBeats >= 2 {
      close()
      return
    }
    silentBeats = progress == 0 ? silentBeats + 1 : 0
    progress = 0
    if output.isEmpty, !heartbeat.bytes.isEmpty { append(heartbeat.bytes, chunked: false) }
    setDeadline(heartbeat.milliseconds)
    advance()
  }

  /// The server is going: idle connections close when their grace is over, others after their answer.
  func drain(closesIdle: Bool) {
    guard !isClosed else { return }
    if case .lingering = mode { return }
    if exchange == nil, closesIdle, input.isEmpty {
      isClosing = true
      advance()
      return
    }
    if let current = exchange, endless(current) {
      current.task?.cancel()
    }
  }

  private func endless(_ current: Exchange) -> Bool {
    if case .upgraded = mode { return true }
    return current.heartbeat != nil
  }
}
