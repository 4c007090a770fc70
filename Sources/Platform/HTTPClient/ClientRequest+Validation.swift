internal import HTTPMessage

extension ClientRequest {
  /// Refuses what would change the framing of the request or smuggle another one in.
  func validate(origin: String) throws(HTTPClientError) {
    func refused(_ message: String) -> HTTPClientError { HTTPClientError(.invalidRequest, message, origin: origin) }
    guard Self.isToken(method.rawValue), method.rawValue != "CONNECT" else {
      throw refused("the method is not allowed")
    }
    for field in fields.fields {
      guard Self.isToken(field.name) else { throw refused("a field's name has characters that are not allowed") }
      guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw refused("the value of the field \(field.name) has control characters")
      }
      guard !Self.framing.contains(field.name.lowercased()) else {
        throw refused("the field \(field.name) is set by the client itself")
      }
    }
  }

  private static let framing: Set<String> = [
    "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    "proxy-authorization", "proxy-connection",
  ]

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
