/// A forward proxy. The proxies in the environment are never used.
///
/// A proxy resolves names by itself, so the egress policy can check only addresses written in the URL, ports and
/// schemes; the proxy has to filter the rest.
public struct ProxySettings: Sendable {
  /// `http://host:port` or `https://host:port`, without user and password.
  public var url: String
  public var user: String?
  public var password: String?
  /// Hosts reached directly: exact names, or suffixes that start with a dot.
  public var bypass: [String]

  public init(url: String, user: String? = nil, password: String? = nil, bypass: [String] = []) {
    self.url = url
    self.user = user
    self.password = password
    self.bypass = bypass
  }

  func serves(_ host: String) -> Bool {
    !bypass.contains { entry in entry.hasPrefix(".") ? host.hasSuffix(entry) : host == entry }
  }
}
