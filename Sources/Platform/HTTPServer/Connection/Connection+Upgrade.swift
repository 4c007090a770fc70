internal import CLinux

extension Connection {
  /// Goes over to the other protocol: bytes in and out through channels, the session in a task of this loop.
  func start(_ upgrade: Upgrade) {
    let loop = loop
    let key = key
    let input = ByteChannel(capacity: 262_144, onSpace: { loop.wake(key) })
    let output = ByteChannel(onArrival: { loop.wake(key) })
    mode = .upgraded(input: input, output: output, inputEnded: false)
    exchange?.upgrade = upgrade
    exchange?.heartbeat = Heartbeat(bytes: upgrade.heartbeat, milliseconds: upgrade.heartbeatMilliseconds)
    exchange?.task = loop.start {
      await upgrade.run(input, output)
      input.abandon()
      output.finish()
    }
    setDeadline(upgrade.heartbeatMilliseconds)
  }

  func pumpUpgraded() -> Bool {
    guard case .upgraded(let incoming, let outgoing, let ended) = mode else { return false }
    if !input.isEmpty, let base = input.base, !ended, !incoming.isFull {
      exchange?.received += input.count
      incoming.offer(Array(UnsafeBufferPointer(start: base + input.start, count: input.count)))
      input.start = input.end
      input.rewindIfEmpty()
    }
    while !isClosed {
      if output.count >= 65_536 {
        flush()
        guard !isClosed, output.count < 65_536 else { return false }
      }
      switch outgoing.take() {
      case .chunk(let chunk): append(chunk, chunked: false)
      case .empty: return false
      case .end, .failed:
        endUpgraded()
        return false
      }
    }
    return false
  }

  private func endUpgraded() {
    guard let finished = exchange else { return }
    exchange = nil
    report(finished, complete: true)
    mode = .http
    isClosing = true
  }
}
