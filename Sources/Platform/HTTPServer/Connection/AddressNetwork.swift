internal import Glibc

/// An address or a network of addresses, such as `10.0.0.0/8` or `2001:db8::/32`.
struct AddressNetwork: Sendable, Hashable {
  struct Malformed: Error, CustomStringConvertible {
    let text: String
    var description: String { "'\(text)' is no IP address or network such as 10.0.0.0/8." }
  }

  private let high: UInt64
  private let low: UInt64
  private let bits: Int

  init?(_ text: String) {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = SocketAddress(parsing: String(halves[0])) else { return nil }
    let offset = address.family == .ipv4 ? 96 : 0
    var bits = 128
    if halves.count == 2 {
      guard let given = Int(halves[1]), (0...(128 - offset)).contains(given) else { return nil }
      bits = given + offset
    }
    self.bits = bits
    high = address.high & Self.mask(bits)
    low = address.low & Self.mask(bits - 64)
  }

  func contains(_ address: SocketAddress) -> Bool {
    address.high & Self.mask(bits) == high && address.low & Self.mask(bits - 64) == low
  }

  private static func mask(_ bits: Int) -> UInt64 {
    bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
  }
}

extension SocketAddress {
  /// A numeric address without a port.
  init?(parsing text: String) {
    var four = in_addr()
    var six: (UInt64, UInt64) = (0, 0)
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(
        family: .ipv4, high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)), port: 0)
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      let (high, low) = (UInt64(bigEndian: six.0), UInt64(bigEndian: six.1))
      self.init(family: high == 0 && low >> 32 == 0xFFFF ? .ipv4 : .ipv6, high: high, low: low, port: 0)
    } else {
      return nil
    }
  }
}
