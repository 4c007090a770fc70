internal import CLinux
internal import Glibc

/// A socket that accepts for one loop.
///
/// TCP listeners of the loops share their port by SO_REUSEPORT; a Unix socket is one file, so the loops share it.
final class Listener {
  let descriptor: Int32
  let tls: TLSContext?
  let address: ListenAddress
  private var isOpen = true

  init(descriptor: Int32, address: ListenAddress, tls: TLSContext?) {
    self.descriptor = descriptor
    self.address = address
    self.tls = tls
    DescriptorReserve.shared.grow()
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
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          DescriptorReserve.shared.accept { cl_accept(descriptor, address, &length) }
        }
      }
      if accepted >= 0 {
        return (accepted, SocketAddress(&storage))
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE:
        guard DescriptorReserve.shared.drop({ cl_accept(descriptor, nil, nil) }) else { return nil }
      default: return nil
      }
    }
  }

  func close() {
    Glibc.close(descriptor)
    if isOpen { DescriptorReserve.shared.shrink() }
    isOpen = false
  }
}
