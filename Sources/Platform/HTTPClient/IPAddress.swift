internal import Glibc

/// An IPv4 or IPv6 address as the number it is.
public enum IPAddress: Sendable, Hashable, CustomStringConvertible {
  case v4(UInt32)
  case v6(UInt128)

  /// Reads the canonical spellings only: `10.0.0.1`, `2001:db8::1`. No octal, hexadecimal or short forms, no zone.
  public init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(UInt32(bigEndian: four.s_addr))
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self = .v6(withUnsafeBytes(of: &six) { Self.number($0) })
  }

  /// The address in a socket address of the families IPv4 and IPv6.
  init?(socketAddress: UnsafePointer<sockaddr>) {
    switch Int32(socketAddress.pointee.sa_family) {
    case AF_INET:
      self = socketAddress.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        .v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
      }
    case AF_INET6:
      self = socketAddress.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { .v6(Self.number($0)) }
      }
    default:
      return nil
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt128 {
    bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }

  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch self {
    case .v4(let number):
      var address = in_addr(s_addr: number.bigEndian)
      inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
    case .v6(let number):
      var bytes = number.bigEndian
      inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
