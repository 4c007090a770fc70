internal import CLinux
internal import Glibc

extension Listener {
  /// One listener for each loop, and the address with the port that the kernel chose.
  static func open(
    _ address: ListenAddress, tls: TLSContext?, loops: Int, backlog: Int32
  ) throws -> (listeners: [Listener], address: ListenAddress) {
    switch address {
    case .tcp(let host, let port): try openTCP(host, port, tls, loops, backlog)
    case .unix(let path): try openUnix(path, tls, loops, backlog)
    }
  }

  private static func openTCP(
    _ host: String, _ port: UInt16, _ tls: TLSContext?, _ loops: Int, _ backlog: Int32
  ) throws -> (listeners: [Listener], address: ListenAddress) {
    var port = port
    var listeners: [Listener] = []
    let shown = host.contains(":") ? "[\(host)]" : host
    // Sharing a port among the loops would also let a second program of this user share it unnoticed:
    // a socket that does not share finds out.
    if port != 0 { Glibc.close(try bind(host, port, backlog, shown, isShared: false)) }
    do {
      for _ in 0..<loops {
        let descriptor = try bind(host, port, backlog, shown)
        if port == 0 { port = boundPort(descriptor) }
        listeners.append(Listener(descriptor: descriptor, address: .tcp(host: host, port: port), tls: tls))
      }
    } catch {
      for listener in listeners { listener.close() }
      throw error
    }
    return (listeners, .tcp(host: host, port: port))
  }

  private static func bind(
    _ host: String, _ port: UInt16, _ backlog: Int32, _ shown: String, isShared: Bool = true
  ) throws -> Int32 {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
      throw ListenError(address: "\(shown):\(port)", errno: EADDRNOTAVAIL)
    }
    defer { freeaddrinfo(first) }
    let descriptor = cl_listening_socket(first.pointee.ai_family)
    guard descriptor >= 0 else { throw ListenError(address: "\(shown):\(port)", errno: errno) }
    cl_set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    if isShared { cl_set_option(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
    // Accepted sockets take both over. The second keeps the kernel from holding megabytes for each slow reader: with a
    // thousand of them it would run short of TCP memory, and everybody would wait.
    cl_set_option(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    cl_set_option(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, 131_072)
    guard Glibc.bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
      !isShared || listen(descriptor, backlog) == 0
    else {
      let code = errno
      Glibc.close(descriptor)
      throw ListenError(address: "\(shown):\(port)", errno: code)
    }
    return descriptor
  }

  private static func boundPort(_ descriptor: Int32) -> UInt16 {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return SocketAddress(&storage).port
  }

  private static func openUnix(
    _ path: String, _ tls: TLSContext?, _ loops: Int, _ backlog: Int32
  ) throws -> (listeners: [Listener], address: ListenAddress) {
    let descriptor = cl_listening_socket(AF_UNIX)
    guard descriptor >= 0 else { throw ListenError(address: path, errno: errno) }
    guard cl_bind_unix(descriptor, path) == 0, listen(descriptor, backlog) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      throw ListenError(address: path, errno: code)
    }
    let address = ListenAddress.unix(path: path)
    var listeners = [Listener(descriptor: descriptor, address: address, tls: tls)]
    for _ in 1..<max(1, loops) {
      listeners.append(Listener(descriptor: fcntl(descriptor, F_DUPFD_CLOEXEC, 0), address: address, tls: tls))
    }
    return (listeners, address)
  }
}
