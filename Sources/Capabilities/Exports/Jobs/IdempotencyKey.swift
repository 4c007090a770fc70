internal import Database

/// A name that the client gave a request, so that repeating it makes nothing twice.
public struct IdempotencyKey: Sendable, Hashable {
  public var name: String
  /// Of the whole request: the same name with another request is refused.
  public var fingerprint: String

  public init(name: String, fingerprint: String) {
    self.name = name
    self.fingerprint = fingerprint
  }

  func claim(tenant: String, for target: String, time: Int64) -> Statement {
    Statement(
      "insert into export_key (tenant, name, fingerprint, target, time) values ($1, $2, $3, $4, $5)",
      [.text(tenant), .text(name), .text(fingerprint), .text(target), .integer(time)])
  }

  /// What the earlier request with this name made.
  func earlier(tenant: String, in database: any SQLDatabase) async throws -> String? {
    let row = try await database.query(
      Statement(
        "select fingerprint, target from export_key where tenant = $1 and name = $2", [.text(tenant), .text(name)])
    ).rows.first
    guard let row else { return nil }
    guard try row.text(0) == fingerprint else { throw KeyReused(name: name) }
    return try row.text(1)
  }

  static func forget(before time: Int64) -> Statement {
    Statement("delete from export_key where time < $1", [.integer(time)])
  }
}

/// An idempotency key came with another request than the first time.
public struct KeyReused: Error, Sendable, Hashable, CustomStringConvertible {
  public let name: String

  public var description: String {
    "The idempotency key was used for another request. Send the same request again, or take a new key."
  }
}
