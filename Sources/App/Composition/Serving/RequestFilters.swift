internal import CommandLineTool
internal import Configuration
internal import HTTPServer

/// What stands before every route: who the client is, which host it asked for, and what browsers have to mind.
enum RequestFilters {
  static func all(_ configuration: EffectiveConfiguration) throws -> [any Filter] {
    var filters: [any Filter] = [RequestIdentity()]
    let proxies = configuration[Keys.proxies]
    if !proxies.isEmpty {
      do {
        filters.append(try TrustedProxies(proxies))
      } catch {
        throw CommandFailure(
          code: "configuration", "http.trusted_proxies: \(error)", hint: "Write addresses or networks: 10.0.0.0/8,::1")
      }
    }
    let hosts = allowedHosts(configuration)
    if !hosts.isEmpty { filters.append(HostCheck(allowed: hosts)) }
    filters.append(
      SecurityHeaders(strictTransportSeconds: Int(configuration[Keys.strictTransport] / .seconds(1))))
    return filters
  }

  /// On a loopback address only this machine's own names are answered: a page of a stranger whose name was pointed
  /// here (DNS rebinding) then reaches nothing.
  static func allowedHosts(_ configuration: EffectiveConfiguration) -> [String] {
    let own = ["localhost", "127.0.0.1", "[::1]"]
    let configured = configuration[Keys.hosts]
    // Nobody else can own these names, and the health check of this machine uses them.
    guard configured.isEmpty else { return configured + own }
    let host = configuration[Keys.host]
    return own.contains(host) || host == "::1" || host.hasPrefix("127.") ? own + [host] : []
  }
}
