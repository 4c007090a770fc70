internal import HTTPMessage

/// Adds the header fields that browsers need to be careful; what a handler set itself stays.
public struct SecurityHeaders: Filter {
  private let fields: [HTTPFields.Field]

  /// - Parameter strictTransportSeconds: sent only on TLS connections; 0 sends none.
  public init(
    contentSecurityPolicy: String? = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    strictTransportSeconds: Int = 0
  ) {
    var fields: [HTTPFields.Field] = [
      .init(name: "X-Content-Type-Options", value: "nosniff"),
      .init(name: "X-Frame-Options", value: "DENY"),
      .init(name: "Referrer-Policy", value: "no-referrer"),
      .init(name: "Cross-Origin-Opener-Policy", value: "same-origin"),
      .init(name: "Cross-Origin-Resource-Policy", value: "same-origin"),
      .init(name: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()"),
    ]
    if let contentSecurityPolicy { fields.append(.init(name: "Content-Security-Policy", value: contentSecurityPolicy)) }
    self.fields = fields
    strictTransport = strictTransportSeconds > 0 ? "max-age=\(strictTransportSeconds)" : nil
  }

  private let strictTransport: String?

  public func finish(_ request: Request, _ response: inout Response) {
    let own = response.fields.fields.count
    response.fields.fields.reserveCapacity(own + fields.count + 2)
    for field in fields where own == 0 || response.fields[field.name] == nil { response.fields.fields.append(field) }
    if let strictTransport, request.connection.isSecure {
      response.fields["Strict-Transport-Security"] = strictTransport
    }
  }
}
