internal import CLinux
internal import Glibc

/// What one read or write on a non-blocking connection came to.
enum TransportResult: Equatable {
  case bytes(Int)
  case wouldBlock
  case closed
}

/// Plain bytes on a socket.
enum PlainTransport {
  static func receive(_ descriptor: Int32, _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> TransportResult {
    while true {
      let got = recv(descriptor, bytes, count, 0)
      if got > 0 { return .bytes(got) }
      if got == 0 { return .closed }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .wouldBlock : .closed
    }
  }

  static func send(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int, more: Bool) -> TransportResult {
    let flags = cl_send_flags(more ? 1 : 0)
    while true {
      let sent = Glibc.send(descriptor, bytes, count, flags)
      if sent >= 0 { return .bytes(sent) }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .wouldBlock : .closed
    }
  }

  static func sendFile(_ descriptor: Int32, _ file: OpenFile, _ offset: Int, _ count: Int) -> TransportResult {
    var at = off_t(offset)
    while true {
      let sent = sendfile(descriptor, file.descriptor, &at, min(count, 1 << 20))
      if sent > 0 { return .bytes(sent) }
      // The file became shorter than its announced length: the answer cannot be completed.
      if sent == 0 { return .closed }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .wouldBlock : .closed
    }
  }
}
