internal import HTTPMessage

/// Believes `X-Forwarded-For`, `-Proto` and `-Host` when, and only when, a known proxy sent the request.
public struct TrustedProxies: Filter {
  private let networks: [AddressNetwork]
  private let trustsUnixSocket: Bool

  /// Addresses or networks such as `10.0.0.0/8`; what cannot be read is an error of the configuration.
  public init(_ networks: [String], trustsUnixSocket: Bool = false) throws {
    self.networks = try networks.map { text in
      guard let network = AddressNetwork(text) else { throw AddressNetwork.Malformed(text: text) }
      return network
    }
    self.trustsUnixSocket = trustsUnixSocket
  }

  public func receive(_ request: inout Request) throws -> Response? {
    guard isTrusted(request.connection.remote) else { return nil }
    var origin = ForwardedOrigin()
    // The list grows to the right: the first address from there that is no proxy of ours is the client.
    for part in (request.fields.list("x-forwarded-for") ?? "").split(separator: ",").reversed() {
      let text = part.filter { $0 != " " }
      guard let address = SocketAddress(parsing: text) else { break }
      origin.address = address.host
      if !isTrusted(address) { break }
    }
    if let scheme = request.fields["x-forwarded-proto"]?.lowercased(), scheme == "http" || scheme == "https" {
      origin.scheme = scheme
    }
    if let host = request.fields["x-forwarded-host"], host.utf8.count <= 255,
      host.utf8.allSatisfy({ ByteClass.table[Int($0)] & ByteClass.host != 0 }), !host.isEmpty
    {
      origin.host = host
    }
    request.forwarded = origin
    return nil
  }

  private func isTrusted(_ address: SocketAddress) -> Bool {
    if address == .unix { return trustsUnixSocket }
    return networks.contains { $0.contains(address) }
  }
}
