internal import CLinux
internal import Glibc

/// A socket that accepts for one loop.
///
/// TCP listeners of the loops share their port by SO_REUSEPORT; a Unix socket is one file, so the loops share it.
final class Listener {
  let descriptor: Int32
  let tls: TLSContext?
  let address: ListenAddress
  /// A descriptor kept in reserve: with none left, it is given up to accept and close, or epoll would spin.
  private var reserve: Int32

  init(descriptor: Int32, address: ListenAddress, tls: TLSContext?) {
    self.descriptor = descriptor
    self.address = address
    self.tls = tls
    reserve = cl_open_read("/dev/null")
  }

  var epollFlags: UInt32 {
    if case .unix = address { return cl_epoll_exclusive() }
    return 0
  }

  /// The next connection; `nil` when nobody waits.
  func accept() -> (descriptor: Int32, remote: SocketAddress)? {
    while true {
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let accepted = withUnsafeMutablePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { cl_accept(descriptor, $0, &length) }
      }
      if accepted >= 0 {
        return (accepted, SocketAddress(&storage))
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE:
        guard dropOne() else { return nil }
      default: return nil
      }
    }
  }

  /// Out of descriptors: takes one connection with the reserve and closes it, so that it does not wait for ever.
  private func dropOne() -> Bool {
    guard reserve >= 0 else { return false }
    Glibc.close(reserve)
    let dropped = cl_accept(descriptor, nil, nil)
    if dropped >= 0 { Glibc.close(dropped) }
    reserve = cl_open_read("/dev/null")
    return dropped >= 0
  }

  func close() {
    Glibc.close(descriptor)
    if reserve >= 0 { Glibc.close(reserve) }
    reserve = -1
  }
}
