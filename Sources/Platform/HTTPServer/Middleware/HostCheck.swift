internal import HTTPMessage

/// Answers only for hosts it knows, so that a rebound name or a forged link reaches nothing.
public struct HostCheck: Filter {
  private let exact: Set<String>
  private let suffixes: [String]

  /// Names without port; `*.example.org` allows every name below; IPv6 addresses in brackets.
  public init(allowed: [String]) {
    exact = Set(allowed.filter { !$0.hasPrefix("*.") }.map { $0.lowercased() })
    suffixes = allowed.filter { $0.hasPrefix("*.") }.map { String($0.dropFirst().lowercased()) }
  }

  public func receive(_ request: inout Request) throws -> Response? {
    let authority = request.authority
    var name = Substring(authority)
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      name = authority[...end]
    } else if let colon = authority.firstIndex(of: ":") {
      name = authority[..<colon]
    }
    let host = name.lowercased()
    if exact.contains(host) || suffixes.contains(where: { host.hasSuffix($0) && host.count > $0.count }) { return nil }
    throw HTTPError(.misdirectedRequest, code: "host_not_served", detail: "This server does not answer for that host.")
  }
}
