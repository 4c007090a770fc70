/// Which addresses, hosts and ports a client may connect to.
///
/// The address that a connection is really made to is what counts, so a name that resolves to another address at
/// the second look, or an address in an odd spelling, changes nothing.
public struct EgressPolicy: Sendable {
  public enum Scope: Sendable, Hashable {
    /// Every address of the public internet, and what the lists add.
    case publicInternet
    /// Only what the lists allow.
    case listed
    /// Every address; for development and for networks that filter by themselves.
    case everywhere
  }

  public var scope: Scope
  /// Allowed whatever they are. A cloud's metadata address is allowed only by a network of that one address.
  public var allowedNetworks: [IPNetwork]
  /// Refused whatever else says.
  public var deniedNetworks: [IPNetwork]
  /// Names, in lower case, that may lead to any address but a cloud's metadata.
  public var allowedHosts: Set<String>
  /// `nil` allows every port.
  public var allowedPorts: Set<UInt16>?

  public init(
    scope: Scope = .publicInternet, allowedNetworks: [IPNetwork] = [], deniedNetworks: [IPNetwork] = [],
    allowedHosts: Set<String> = [], allowedPorts: Set<UInt16>? = nil
  ) {
    self.scope = scope
    self.allowedNetworks = allowedNetworks
    self.deniedNetworks = deniedNetworks
    self.allowedHosts = allowedHosts
    self.allowedPorts = allowedPorts
  }

  public static let publicInternet = EgressPolicy()
  public static let everywhere = EgressPolicy(scope: .everywhere)

  /// Why a connection is refused, or `nil` when it is allowed.
  public func refusal(of address: IPAddress, port: UInt16, host: String) -> String? {
    if let reason = refusal(ofPort: port) { return reason }
    if deniedNetworks.contains(where: { $0.contains(address) }) { return "the configuration denies it" }
    if scope == .everywhere { return nil }
    let isMetadata = SpecialNetworks.metadata.contains(address)
    if allowedNetworks.contains(where: { $0.contains(address) && (!isMetadata || $0.isSingleAddress) }) { return nil }
    if isMetadata { return "cloud metadata" }
    if allowedHosts.contains(host) { return nil }
    return scope == .listed ? "not on the list of allowed networks" : Self.specialUse(of: address)
  }

  func refusal(ofPort port: UInt16) -> String? {
    guard let allowedPorts, !allowedPorts.contains(port) else { return nil }
    return "port \(port) is not allowed"
  }

  /// What an address is for if it is not part of the public internet.
  static func specialUse(of address: IPAddress) -> String? {
    switch address {
    case .v4:
      return SpecialNetworks.ipv4.first { $0.0.contains(address) }?.1
    case .v6:
      guard SpecialNetworks.globalUnicast.contains(address) else {
        return SpecialNetworks.outsideGlobalUnicast.first { $0.0.contains(address) }?.1 ?? "not global unicast"
      }
      return SpecialNetworks.ipv6.first { $0.0.contains(address) }?.1
    }
  }
}
