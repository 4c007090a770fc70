/// A range of addresses with a common prefix, such as `10.0.0.0/8`.
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
  public let address: IPAddress
  public let prefixLength: Int

  /// Reads `ADDRESS/PREFIX`; an address alone is the network of that one address.
  ///
  /// Bits set beyond the prefix (`10.0.0.1/8`) are refused: they tell that the writer meant something else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let address = IPAddress(String(first)) else { return nil }
    var length = address.width
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(parts[1]),
        number <= address.width
      else { return nil }
      length = number
    }
    self.init(address, prefixLength: length)
    guard address.prefix(length) == address else { return nil }
  }

  init(_ address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Whether the address lies within; an IPv4-mapped IPv6 address is never within an IPv4 network.
  public func contains(_ other: IPAddress) -> Bool {
    other.width == address.width && other.prefix(prefixLength) == address
  }

  var isSingleAddress: Bool { prefixLength == address.width }

  public var description: String { "\(address)/\(prefixLength)" }
}

extension IPAddress {
  var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  /// The address with all bits after the prefix cleared.
  func prefix(_ length: Int) -> IPAddress {
    switch self {
    case .v4(let number): .v4(length == 0 ? 0 : number & (UInt32.max << UInt32(32 - length)))
    case .v6(let number): .v6(length == 0 ? 0 : number & (UInt128.max << UInt128(128 - length)))
    }
  }
}
