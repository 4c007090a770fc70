internal import Glibc

/// Why the server cannot listen.
public struct ListenError: Error, Sendable, CustomStringConvertible {
  public let address: String
  public let errno: Int32

  public var description: String {
    let reason =
      switch errno {
      case EADDRINUSE: "another program listens there; choose another port"
      case EACCES: "this user may not listen there; ports below 1024 need a privilege"
      case EADDRNOTAVAIL: "this machine has no such address"
      default: String(cString: strerror(errno))
      }
    return "Cannot listen on \(address): \(reason)."
  }
}
