internal import ByteIO
internal import Database

/// The secret that a tenant's callbacks are signed with, as Standard Webhooks writes it: `whsec_` and base64.
public struct CallbackSecret: Sendable, Hashable {
  public let id: String
  public let text: String
  /// Microseconds since 1970.
  public let createdAt: Int64
  /// An older one that still signs beside its successor.
  public let until: Int64?

  init(id: String, createdAt: Int64) {
    self.id = id
    var random = SystemRandomNumberGenerator()
    text = "whsec_" + Base64.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
    self.createdAt = createdAt
    until = nil
  }

  init(_ row: SQLRow) throws {
    id = try row.text(0)
    text = try row.text(1)
    createdAt = Int64(try row.int(2))
    until = try row.intIfPresent(3).map(Int64.init)
  }

  /// The `webhook-signature` of a message under all secrets that are valid.
  static func signatures(_ secrets: [CallbackSecret], id: String, seconds: Int64, body: String) -> String {
    secrets.map { secret in
      let key = Base64.decode(String(secret.text.dropFirst("whsec_".count))) ?? []
      return "v1," + Base64.encode(HMAC.sha256(Array("\(id).\(seconds).\(body)".utf8), key: key).bytes)
    }.joined(separator: " ")
  }
}
