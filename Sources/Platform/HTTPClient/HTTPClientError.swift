/// Why a request has no answer, or an answer no end.
public struct HTTPClientError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The request cannot be sent as it is: a wrong URL, field or body.
    case invalidRequest = "invalid-request"
    /// The host's name has no address.
    case dns
    /// No address of the host took the connection.
    case connect
    /// The egress policy forbids the address, the port or the scheme.
    case egressDenied = "egress-denied"
    /// The certificate or the handshake is not acceptable.
    case tls
    /// A deadline passed.
    case timeout
    /// The task was cancelled, or the answer's body was dropped.
    case cancelled
    /// The answer's header or body is over its limit.
    case tooLarge = "too-large"
    /// The server did not keep to HTTP.
    case protocolViolation = "protocol"
    /// The connection ended before the answer did.
    case connectionLost = "connection-lost"
    /// A redirect that must not or cannot be followed.
    case redirect
    /// The content encoding of the answer is damaged or unknown.
    case decoding
    /// The request's body could not be read.
    case requestBody = "request-body"
    /// The client is closed.
    case closed
    /// The system refused something: memory, file descriptors.
    case resources
  }

  public let code: Code
  /// What is wrong and what to do. Never holds a path, a query, a field or a body: those carry secrets.
  public let message: String
  /// Scheme, host and port of the request.
  public let origin: String
  /// How often the request was sent.
  public internal(set) var attempts: Int = 1

  init(_ code: Code, _ message: String, origin: String) {
    self.code = code
    self.message = message
    self.origin = origin
  }

  public var description: String {
    let tries = attempts > 1 ? " after \(attempts) attempts" : ""
    return "\(origin): \(message) (\(code.rawValue)\(tries))"
  }
}
