internal import Foundation

/// One request to the service, before it has an address and a key.
struct Call: Sendable {
  var method: String
  /// Below the server's address, percent-encoded.
  var path: String
  var query: [(name: String, value: String)] = []
  var fields: [(name: String, value: String)] = []
  var body = TransportBody.none
  /// It does no harm when it arrives twice.
  var isRepeatable: Bool

  static func get(_ path: String, query: [(name: String, value: String)] = []) -> Call {
    Call(method: "GET", path: path, query: query, isRepeatable: true)
  }

  static func post(_ path: String, query: [(name: String, value: String)] = []) -> Call {
    Call(method: "POST", path: path, query: query, isRepeatable: false)
  }

  /// With a JSON body.
  func sending(_ value: AnyJSON) throws -> Call {
    var call = self
    call.fields.append(("Content-Type", "application/json"))
    call.body = .bytes(try value.bytes())
    return call
  }

  /// Marked so that the server does the work once however often the request arrives.
  func once(_ key: String?) -> Call {
    var call = self
    call.fields.append(("Idempotency-Key", key ?? UUID().uuidString))
    call.isRepeatable = true
    return call
  }

  /// A part of a path with everything encoded that is not plain.
  static func part(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }

  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  /// The whole address.
  func url(on server: URL) -> URL? {
    var base = server.absoluteString
    while base.hasSuffix("/") { base.removeLast() }
    guard !query.isEmpty else { return URL(string: base + path) }
    let pairs = query.map { "\(Self.part($0.name))=\(Self.part($0.value))" }
    return URL(string: "\(base)\(path)?\(pairs.joined(separator: "&"))")
  }
}
