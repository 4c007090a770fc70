internal import CLinux
internal import Glibc
internal import HTTPMessage

extension Connection {
  /// What epoll reports.
  func handle(_ events: UInt32) {
    if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0, events & EPOLLIN.rawValue == 0 {
      close()
      return
    }
    if events & EPOLLRDHUP.rawValue != 0 {
      // Reported as long as it lasts, so it is taken off; what came before it is still read.
      updateInterest(interest & ~EPOLLRDHUP.rawValue)
      if endsWithPeer {
        close()
        return
      }
    }
    if events & EPOLLIN.rawValue != 0 {
      guard wantsInput else {
        updateInterest(interest & ~EPOLLIN.rawValue)
        if events & EPOLLOUT.rawValue != 0 { advance() }
        return
      }
      receive()
    }
    advance()
  }

  /// A stream without an end has nobody to talk to once the client has finished.
  private var endsWithPeer: Bool {
    if case .upgraded = mode { return false }
    return exchange?.heartbeat != nil
  }

  /// One read, as much as fits; what remains raises the next event.
  private func receive() {
    if case .length(let remaining) = exchange?.decoder, case .channel(let channel) = exchange?.intake, input.isEmpty {
      receiveBody(remaining, into: channel)
      return
    }
    if case .lingering = mode { input.discard(to: stock) }
    let wanted = input.room >= 1_024 ? input.room : BufferStock.size
    let place = input.reserve(wanted, from: stock)
    switch read(place, input.room) {
    case .bytes(let count):
      input.end += count
      progress += count
    case .wouldBlock: break
    case .closed: inputEnded()
    }
  }

  /// A body of known length goes straight into the chunk that its reader gets.
  private func receiveBody(_ remaining: Int, into channel: ByteChannel) {
    var result = TransportResult.wouldBlock
    let chunk = [UInt8](unsafeUninitializedCapacity: min(remaining, 65_536)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      result = read(start, buffer.count)
      if case .bytes(let got) = result { count = got }
    }
    switch result {
    case .bytes(let count):
      progress += count
      exchange?.received += count
      channel.offer(chunk)
      exchange?.decoder = remaining == count ? .finished : .length(remaining - count)
      if remaining == count { channel.finish() }
    case .wouldBlock: break
    case .closed: inputEnded()
    }
  }

  private func read(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> TransportResult {
    if let tls { return tls.receive(bytes, count) }
    return PlainTransport.receive(descriptor, bytes, count)
  }

  /// The client sends nothing more: fine between requests and after one, the end of an unfinished one.
  private func inputEnded() {
    peerFinished = true
    updateInterest(interest & ~(EPOLLIN.rawValue | EPOLLRDHUP.rawValue))
    if case .upgraded(let input, let output, _) = mode {
      input.finish()
      mode = .upgraded(input: input, output: output, inputEnded: true)
      return
    }
    if case .lingering = mode {
      close()
      return
    }
  }
}
