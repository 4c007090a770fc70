internal import CLinux
internal import Glibc

/// One end of a connection.
public struct SocketAddress: Sendable, Hashable {
  enum Family: Sendable, Hashable {
    case ipv4, ipv6, unix
  }

  let family: Family
  /// IPv4 addresses are kept in their IPv6-mapped form.
  let high: UInt64
  let low: UInt64
  public let port: UInt16

  public static let unix = SocketAddress(family: .unix, high: 0, low: 0, port: 0)
  public static let loopback = SocketAddress(family: .ipv4, high: 0, low: 0xFFFF_7F00_0001, port: 0)

  init(family: Family, high: UInt64, low: UInt64, port: UInt16) {
    self.family = family
    self.high = high
    self.low = low
    self.port = port
  }

  init(_ storage: inout sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET:
      self = withUnsafeBytes(of: &storage) { bytes in
        let address = bytes.loadUnaligned(as: sockaddr_in.self)
        return SocketAddress(
          family: .ipv4, high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: address.sin_addr.s_addr)),
          port: UInt16(bigEndian: address.sin_port))
      }
    case AF_INET6:
      self = withUnsafeBytes(of: &storage) { bytes in
        let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        let port = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        let mapped = high == 0 && low >> 32 == 0xFFFF
        return SocketAddress(family: mapped ? .ipv4 : .ipv6, high: high, low: low, port: port)
      }
    default:
      self = .unix
    }
  }

  /// The address as text, without the port.
  public var host: String {
    switch family {
    case .unix: return "unix"
    case .ipv4: return (0..<4).map { String((low >> (24 - 8 * $0)) & 255) }.joined(separator: ".")
    case .ipv6:
      var bytes = (high.bigEndian, low.bigEndian)
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      guard inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count)) != nil else { return "::" }
      return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// What connections are counted by: one IPv4 address, or one /64 network of IPv6.
  var countingKey: SocketAddress {
    SocketAddress(family: family, high: high, low: family == .ipv6 ? 0 : low, port: 0)
  }
}
